extension OvsText {
    /// Flows that are written by hand: each word and form once.
    static let flows = read(
        """
        1.0 sctp,tp_dst=5,actions=drop
        -> ADD sctp,tp_dst=5 actions=drop
        1.0 ipv6,actions=drop
        -> ADD ipv6 actions=drop
        1.0 dl_vlan_pcp=3,actions=drop
        -> ADD dl_vlan_pcp=3 actions=drop
        1.0 actions=mod_dl_src:00:00:00:00:00:01
        -> ADD actions=mod_dl_src:00:00:00:00:00:01
        1.0 actions=mod_vlan_vid:5
        -> ADD actions=mod_vlan_vid:5
        1.0 actions=mod_tp_src:5
        -> ADD actions=mod_tp_src:5
        1.0 actions=strip_vlan
        -> ADD actions=strip_vlan
        1.0 actions=output:65533
        -> ADD actions=CONTROLLER:65535
        1.0 actions=enqueue:1:2
        -> ADD actions=enqueue:1:2
        1.0 table=0,actions=drop
        -> ADD actions=drop
        1.0 arp,nw_src=1.2.3.4,nw_proto=1,actions=drop
        -> ADD arp,arp_spa=1.2.3.4,arp_op=1 actions=drop
        1.0 actions=output:65534
        -> ADD actions=LOCAL
        1.0 actions=LOCAL,CONTROLLER:128,NORMAL,flood,all,in_port,table
        -> ADD actions=LOCAL,CONTROLLER:128,NORMAL,FLOOD,ALL,IN_PORT,TABLE
        1.0 in_port=65534,actions=2
        -> ADD in_port=LOCAL actions=output:2
        1.0 icmp,icmp_type=8,icmp_code=0,actions=drop
        -> ADD icmp,icmp_type=8,icmp_code=0 actions=drop
        1.0 nw_proto=5,ip,actions=drop
        -> ADD ip,nw_proto=5 actions=drop
        1.0 ip,nw_src=10.0.0.0/255.0.0.0,actions=drop
        -> ADD ip,nw_src=10.0.0.0/8 actions=drop
        1.0 rarp,actions=drop
        -> ADD rarp actions=drop
        1.0 mpls,actions=drop
        -> ADD mpls actions=drop
        1.3 dl_vlan=1,actions=set_field:3->vlan_pcp
        -> ADD dl_vlan=1 actions=set_field:3->vlan_pcp
        1.3 ip,actions=set_field:8->ip_dscp
        -> ADD ip actions=set_field:8->ip_dscp
        1.3 ip,actions=mod_nw_ecn:1
        -> ADD ip actions=set_field:1->nw_ecn
        1.3 actions=set_tunnel:5,set_tunnel64:6
        -> ADD actions=set_field:0x5->tun_id,set_field:0x6->tun_id
        1.3 actions=clear_actions,write_actions(output:1,group:2),write_metadata:1,goto_table:3
        -> ADD actions=clear_actions,write_actions(output:1,group:2),write_metadata:0x1,goto_table:3
        1.3 actions=output:1 output:2
        -> ADD actions=output:1,output:2
        1.3 actions=output(1)
        -> ADD actions=output:1
        1.3 actions=OUTPUT:1
        -> ADD actions=output:1
        1.3 actions=Drop
        -> ADD actions=drop
        1.3 actions=group(1)
        -> ADD actions=group:1
        1.3 ip,tcp,actions=drop
        -> ADD tcp actions=drop
        1.3 dl_type=0x800,nw_proto=6,tp_dst=80,actions=drop
        -> ADD tcp,tp_dst=80 actions=drop
        1.3 in_port=0,actions=drop
        -> ADD in_port=0 actions=drop
        1.3 in_port=controller,actions=drop
        -> ADD in_port=CONTROLLER actions=drop
        1.3 in_port=any,actions=drop
        -> ADD in_port=ANY actions=drop
        1.3 cookie=0x5,table=3,priority=0,actions=drop
        -> ADD table:3 priority=0 cookie:0x5 actions=drop
        1.3 nw_src=1.2.3.4/0,ip,actions=drop
        -> ADD ip actions=drop
        1.3 dl_src=1:2:3:4:5:6,actions=drop
        -> ADD dl_src=01:02:03:04:05:06 actions=drop
        1.3 ipv6,ipv6_src=2001:db8::1.2.3.4/64,actions=drop
        -> ADD ipv6,ipv6_src=2001:db8::/64 actions=drop
        1.3 ipv6,ipv6_src=2001:db8::/ffff::,actions=drop
        -> ADD ipv6,ipv6_src=2001::/16 actions=drop
        1.3 ,,,priority=5,,actions=,,output:1,,
        -> ADD priority=5 actions=output:1
        1.3 in_port=1 dl_type=0x0800 actions=drop
        -> ADD ip,in_port=1 actions=drop
        1.3 nw_dst=10.0.0.1 ip in_port=1 actions=output:1
        -> ADD ip,in_port=1,nw_dst=10.0.0.1 actions=output:1
        1.3 table=1,priority=5,tcp,nw_dst=10.0.0.0/8,actions=output:2
        -> ADD table:1 priority=5,tcp,nw_dst=10.0.0.0/8 actions=output:2
        1.3 tp_dst=80,tcp,actions=drop
        -> ADD tcp,tp_dst=80 actions=drop
        1.3 icmp,tp_src=8,actions=drop
        -> ADD icmp,icmp_type=8 actions=drop
        1.3 arp,nw_src=1.2.3.4,nw_proto=1,actions=drop
        -> ADD arp,arp_spa=1.2.3.4,arp_op=1 actions=drop
        1.3 eth,actions=drop
        -> ADD actions=drop
        1.3 vlan_tci=0,actions=drop
        -> ADD vlan_tci=0x0000/0x1fff actions=drop
        1.3 vlan_tci=0x1000/0x1000,actions=drop
        -> ADD vlan_tci=0x1000/0x1000 actions=drop
        1.3 vlan_tci=0x1005,actions=drop
        -> ADD dl_vlan=5,dl_vlan_pcp=0 actions=drop
        1.3 dl_vlan=0xffff,actions=drop
        -> ADD vlan_tci=0x0000/0x1fff actions=drop
        1.3 vlan_vid=0x1005,actions=drop
        -> ADD dl_vlan=5 actions=drop
        1.3 vlan_vid=0,actions=drop
        -> ADD vlan_tci=0x0000/0x1fff actions=drop
        1.3 dl_vlan_pcp=3,actions=drop
        -> ADD dl_vlan_pcp=3 actions=drop
        1.3 nw_src=10.0.0.5/8,ip,actions=drop
        -> ADD ip,nw_src=10.0.0.0/8 actions=drop
        1.3 ip,nw_tos=0x28,actions=drop
        -> ADD ip,nw_tos=40 actions=drop
        1.3 ip,ip_dscp=10,actions=drop
        -> ADD ip,nw_tos=40 actions=drop
        1.3 dl_src=*,actions=drop
        -> ADD actions=drop
        1.3 dl_src=*,actions=
        -> ADD actions=drop
        1.3 actions=1,2
        -> ADD actions=output:1,output:2
        1.3 actions=meter:3,output:1
        -> ADD actions=meter:3,output:1
        1.3 actions=write_actions(drop)
        -> ADD actions=drop
        1.3 actions=output:65534
        -> ADD actions=LOCAL
        1.3 actions=controller
        -> ADD actions=CONTROLLER:65535
        1.3 actions=output:controller
        -> ADD actions=CONTROLLER:65535
        1.3 actions=controller(max_len=100,reason=action)
        -> ADD actions=CONTROLLER:100
        1.3 dl_vlan=3,actions=set_vlan_vid:5
        -> ADD dl_vlan=3 actions=set_field:4101->vlan_vid
        1.3 ip,actions=dec_ttl
        -> ADD ip actions=dec_ttl
        1.3 ip,actions=mod_nw_ttl:5
        -> ADD ip actions=mod_nw_ttl:5
        1.3 ip,actions=set_nw_ttl:5
        -> ADD ip actions=mod_nw_ttl:5
        1.3 mpls,actions=set_mpls_ttl:5
        -> ADD mpls actions=set_mpls_ttl(5)
        1.3 mpls,actions=set_mpls_ttl(5)
        -> ADD mpls actions=set_mpls_ttl(5)
        1.3 mpls,actions=set_mpls_label:5,set_mpls_tc:3
        -> ADD mpls actions=set_field:5->mpls_label,set_field:3->mpls_tc
        1.3 cookie=5,actions=drop
        -> ADD cookie:0x5 actions=drop
        1.3 send_flow_rem check_overlap idle_timeout=5,hard_timeout=6,actions=drop
        -> ADD idle:5 hard:6 send_flow_rem check_overlap actions=drop
        1.3 actions=push_vlan:0x8100,set_field:4101->vlan_vid
        -> ADD actions=push_vlan:0x8100,set_field:4101->vlan_vid
        1.3 actions=write_metadata:5/6
        -> ADD actions=write_metadata:0x5/0x6
        1.3 actions=write_metadata:5
        -> ADD actions=write_metadata:0x5
        1.3 dl_vlan=1,actions=pop_vlan
        -> ADD dl_vlan=1 actions=pop_vlan
        1.3 actions=flood,local,in_port,table,normal,all
        -> ADD actions=FLOOD,LOCAL,IN_PORT,TABLE,NORMAL,ALL
        1.3 duration=5s,n_packets=5,n_bytes=6,idle_age=5,actions=drop
        -> ADD actions=drop
        1.3 tun_id=5/0xff,metadata=4/4,actions=drop
        -> ADD tun_id=0x5/0xff,metadata=0x4/0x4 actions=drop
        1.3 ipv6,ipv6_label=5,nw_ecn=1,actions=drop
        -> ADD ipv6,ipv6_label=0x00005,nw_ecn=1 actions=drop
        1.3 dl_type=0x05ff,actions=drop
        -> ADD dl_type=0x05ff actions=drop
        1.5 tcp,tcp_flags=+syn-ack,actions=drop
        -> ADD tcp,tcp_flags=+syn-ack actions=drop
        1.5 tcp,tcp_flags=syn|ack,actions=drop
        -> ADD tcp,tcp_flags=syn|ack actions=drop
        1.5 tcp,tcp_flags=0x2/0x2,actions=drop
        -> ADD tcp,tcp_flags=+syn actions=drop
        1.5 actset_output=3,in_port=1,tcp,actions=drop
        -> ADD actset_output=3,tcp,in_port=1 actions=drop
        1.5 packet_type=(1,0x800),actions=drop
        -> ADD packet_type=(1,0x800) actions=drop
        1.5 actions=meter:5,output:1
        -> ADD actions=meter:5,output:1
        1.5 actions=set_field:00:00:00:00:00:01/00:00:00:00:00:ff->eth_dst
        -> ADD actions=set_field:00:00:00:00:00:01/00:00:00:00:00:ff->eth_dst
        1.5 ip,actions=load:0x1->ip_src[0..3]
        -> ADD ip actions=set_field:0.0.0.1/0.0.0.15->ip_src
        1.5 ip,actions=load:0x1020304->ip_src
        -> ADD ip actions=set_field:1.2.3.4->ip_src
        1.5 actions=set_field:0x5/0xff->metadata
        -> ADD actions=set_field:0x5/0xff->metadata
        1.5 importance=5,reset_counts,no_packet_counts,no_byte_counts,actions=drop
        -> ADD importance:5 reset_counts no_packet_counts no_byte_counts actions=drop
        1.5 actions=load:1->eth_dst[40]
        -> ADD actions=set_field:01:00:00:00:00:00/01:00:00:00:00:00->eth_dst
        """
    )
}
