extension OvsText {
    /// Flows that were put together at random.
    static let randomFlows = read(
        """
        1.0 priority=65535,duration=1.5s,n_packets=3,n_bytes=180,dl_src=02:11:00:ab:ff:ff,actions=drop
        -> ADD priority=65535,dl_src=02:11:00:ab:ff:ff actions=drop
        1.0 priority=5,rarp,dl_src=01:01:11:ff:11:11,in_port=48,actions=all,normal
        -> ADD priority=5,rarp,in_port=48,dl_src=01:01:11:ff:11:11 actions=ALL,NORMAL
        1.0 priority=5, nw_dst=255.1.0.255/255.255.0.0, ip, actions=all,strip_vlan,controller
        -> ADD priority=5,ip,nw_dst=255.1.0.0/16 actions=ALL,strip_vlan,CONTROLLER:65535
        1.0 cookie=0xffffffff00000000 dl_src=ff:00:ab:ff:02:02 rarp actions=output:2
        -> ADD rarp,dl_src=ff:00:ab:ff:02:02 cookie:0xffffffff00000000 actions=output:2
        1.0 priority=32768,cookie=0x1234,in_port=LOCAL,arp,arp_spa=10.0.255.0/255.255.0.0,arp_op=2,actions=drop
        -> ADD arp,in_port=LOCAL,arp_spa=10.0.0.0/16,arp_op=2 cookie:0x1234 actions=drop
        1.0 priority=65535,idle_timeout=10,rarp,dl_src=02:00:ab:11:ff:01,actions=all
        -> ADD priority=65535,rarp,dl_src=02:00:ab:11:ff:01 idle:10 actions=ALL
        1.0 priority=65535,check_overlap,in_port=LOCAL,udp,actions=in_port,3,strip_vlan
        -> ADD priority=65535,udp,in_port=LOCAL check_overlap actions=IN_PORT,output:3,strip_vlan
        1.0 priority=100, dl_src=01:01:ff:02:00:00, in_port=48, rarp, actions=table,mod_tp_dst:6
        -> ADD priority=100,rarp,in_port=48,dl_src=01:01:ff:02:00:00 actions=TABLE,mod_tp_dst:6
        1.0 idle_timeout=10,arp,actions=drop
        -> ADD arp idle:10 actions=drop
        1.0 cookie=0x1234,check_overlap,icmp,icmp_type=8,icmp_code=0,actions=output:300,CONTROLLER:128
        -> ADD icmp,icmp_type=8,icmp_code=0 cookie:0x1234 check_overlap actions=output:300,CONTROLLER:128
        1.0 in_port=controller,vlan_vid=0x1007,udp,tp_src=80,actions=normal
        -> ADD udp,in_port=CONTROLLER,dl_vlan=7,tp_src=80 actions=NORMAL
        1.0 priority=100,dl_src=02:01:02:11:00:11,sctp,ip_dscp=46,actions=drop
        -> ADD priority=100,sctp,dl_src=02:01:02:11:00:11,nw_tos=184 actions=drop
        1.0 priority=0, check_overlap, dl_dst=11:02:11:02:00:02, mplsm, actions=drop
        -> ADD priority=0,mplsm,dl_dst=11:02:11:02:00:02 check_overlap actions=drop
        1.0 dl_src=01:ab:02:02:ff:00 rarp actions=mod_vlan_pcp:3
        -> ADD rarp,dl_src=01:ab:02:02:ff:00 actions=mod_vlan_pcp:3
        1.0 priority=0,tcp,tp_dst=1,dl_vlan_pcp=6,actions=controller
        -> ADD priority=0,tcp,dl_vlan_pcp=6,tp_dst=1 actions=CONTROLLER:65535
        1.0 idle_timeout=10 duration=1.5s n_packets=3 n_bytes=180 tcp6 in_port=2 actions=LOCAL,flood
        -> ADD tcp6,in_port=2 idle:10 actions=LOCAL,FLOOD
        1.0 hard_timeout=20,in_port=48,dl_vlan=4095,actions=mod_nw_tos:16,mod_vlan_vid:5,mod_vlan_vid:5
        -> ADD in_port=48,dl_vlan=4095 hard:20 actions=mod_nw_tos:16,mod_vlan_vid:5,mod_vlan_vid:5
        1.0 hard_timeout=20, dl_src=ff:11:11:00:00:11, in_port=1, actions=mod_nw_dst:255.255.0.255
        -> ADD in_port=1,dl_src=ff:11:11:00:00:11 hard:20 actions=mod_nw_dst:255.255.0.255
        1.0 hard_timeout=20, arp, nw_dst=1.0.255.0, actions=drop
        -> ADD arp,arp_tpa=1.0.255.0 hard:20 actions=drop
        1.0 cookie=0xffffffff00000000,hard_timeout=20,in_port=48,ipv6,actions=flood
        -> ADD ipv6,in_port=48 cookie:0xffffffff00000000 hard:20 actions=FLOOD
        1.0 dl_src=01:11:02:00:00:01, tcp, tp_src=0, tp_dst=443, actions=drop
        -> ADD tcp,dl_src=01:11:02:00:00:01,tp_src=0,tp_dst=443 actions=drop
        1.0 priority=5,hard_timeout=65535,eth_dst=00:02:02:11:ab:11,dl_type=0x88cc,actions=drop
        -> ADD priority=5,dl_dst=00:02:02:11:ab:11,dl_type=0x88cc hard:65535 actions=drop
        1.0 priority=32768 hard_timeout=65535 in_port=1 mplsm actions=flood
        -> ADD mplsm,in_port=1 hard:65535 actions=FLOOD
        1.0 idle_timeout=10 duration=1.5s n_packets=3 n_bytes=180 icmp in_port=LOCAL actions=strip_vlan
        -> ADD icmp,in_port=LOCAL idle:10 actions=strip_vlan
        1.0 actions=drop
        -> ADD actions=drop
        1.0 cookie=5,hard_timeout=65535,udp6,actions=enqueue:1:2
        -> ADD udp6 cookie:0x5 hard:65535 actions=enqueue:1:2
        1.0 ip_src=255.192.10.0/24,in_port=LOCAL,ip_dscp=46,sctp,tp_src=65535,actions=drop
        -> ADD sctp,in_port=LOCAL,nw_src=255.192.10.0/24,nw_tos=184,tp_src=65535 actions=drop
        1.0 idle_timeout=10, send_flow_rem, rarp, actions=set_field:ab:11:01:11:ff:02->eth_dst
        -> ADD rarp idle:10 send_flow_rem actions=mod_dl_dst:ab:11:01:11:ff:02
        1.0 cookie=5 idle_timeout=10 duration=1.5s n_packets=3 n_bytes=180 rarp actions=controller(max_len=64)
        -> ADD rarp cookie:0x5 idle:10 actions=CONTROLLER:64
        1.0 cookie=5 hard_timeout=65535 ip_dst=10.255.1.192 dl_dst=11:ab:01:11:01:02 in_port=2 ip actions=drop
        -> ADD ip,in_port=2,dl_dst=11:ab:01:11:01:02,nw_dst=10.255.1.192 cookie:0x5 hard:65535 actions=drop
        1.0 priority=0 hard_timeout=65535 dl_src=ab:02:02:ab:ff:11 actions=drop
        -> ADD priority=0,dl_src=ab:02:02:ab:ff:11 hard:65535 actions=drop
        1.0 priority=100 dl_src=ff:ff:01:00:00:01 actions=mod_tp_dst:6
        -> ADD priority=100,dl_src=ff:ff:01:00:00:01 actions=mod_tp_dst:6
        1.0 send_flow_rem, rarp, actions=table
        -> ADD rarp send_flow_rem actions=TABLE
        1.0 idle_timeout=10, in_port=controller, actions=table
        -> ADD in_port=CONTROLLER idle:10 actions=TABLE
        1.0 ip,nw_dst=255.192.10.10/255.255.0.0,actions=table
        -> ADD ip,nw_dst=255.192.0.0/16 actions=TABLE
        1.0 priority=32768,send_flow_rem,ip,nw_src=1.255.255.255/255.255.0.0,nw_proto=47,actions=3,enqueue:1:2
        -> ADD ip,nw_src=1.255.0.0/16,nw_proto=47 send_flow_rem actions=output:3,enqueue:1:2
        1.0 priority=32768,idle_timeout=10,rarp,dl_src=ff:ab:00:00:ff:02,actions=drop
        -> ADD rarp,dl_src=ff:ab:00:00:ff:02 idle:10 actions=drop
        1.0 check_overlap,in_port=2,icmp_type=8,icmp,icmp_code=0,actions=enqueue:1:2,mod_tp_src:5
        -> ADD icmp,in_port=2,icmp_type=8,icmp_code=0 check_overlap actions=enqueue:1:2,mod_tp_src:5
        1.0 priority=5, cookie=0x1234, send_flow_rem, icmp6, actions=mod_tp_dst:6,CONTROLLER:128,strip_vlan
        -> ADD priority=5,icmp6 cookie:0x1234 send_flow_rem actions=mod_tp_dst:6,CONTROLLER:128,strip_vlan
        1.0 in_port=2,dl_src=00:02:ff:02:11:01,dl_vlan=5,udp,tp_dst=1,actions=drop
        -> ADD udp,in_port=2,dl_vlan=5,dl_src=00:02:ff:02:11:01,tp_dst=1 actions=drop
        1.3 sctp_dst=443 ip_src=0.1.255.255/24 sctp tun_id=7 actions=controller
        -> ADD sctp,tun_id=0x7,nw_src=0.1.255.0/24,tp_dst=443 actions=CONTROLLER:65535
        1.3 send_flow_rem,vlan_vid=0x1003/0x100f,actions=push_vlan:0x8100,LOCAL
        -> ADD vlan_tci=0x1003/0x100f send_flow_rem actions=push_vlan:0x8100,LOCAL
        1.3 table=1 no_byte_counts dl_type=0x88cc actions=output:300,write_actions(output:5,group:2)
        -> ADD table:1 dl_type=0x88cc no_byte_counts actions=output:300,write_actions(output:5,group:2)
        1.3 cookie=5 dl_src=02:02:00:ab:02:ab sctp ip_dst=0.255.10.255/255.0.255.0 ip_ecn=3 actions=drop
        -> ADD sctp,dl_src=02:02:00:ab:02:ab,nw_dst=0.0.10.0/255.0.255.0,nw_ecn=3 cookie:0x5 actions=drop
        1.3 table=1,idle_timeout=10,in_port=48,tun_id=7,actions=in_port,set_field:0x77->tun_id
        -> ADD table:1 tun_id=0x7,in_port=48 idle:10 actions=IN_PORT,set_field:0x77->tun_id
        1.3 table=1, mplsm, mpls_label=0, mpls_bos=0, actions=meter:3,flood,normal,clear_actions
        -> ADD table:1 mplsm,mpls_label=0,mpls_bos=0 actions=meter:3,FLOOD,NORMAL,clear_actions
        1.3 priority=65535,idle_timeout=10,in_port=2,sctp,nw_ecn=1,sctp_src=80,actions=drop
        -> ADD priority=65535,sctp,in_port=2,nw_ecn=1,tp_src=80 idle:10 actions=drop
        1.3 priority=32768,duration=1.5s,n_packets=3,n_bytes=180,dl_vlan=5,actions=goto_table:10
        -> ADD dl_vlan=5 actions=goto_table:10
        1.3 idle_timeout=10,metadata=0x5,rarp,actions=set_field:00:ab:ff:02:02:ab->eth_dst,normal,goto_table:254
        -> ADD rarp,metadata=0x5 idle:10 actions=set_field:00:ab:ff:02:02:ab->eth_dst,NORMAL,goto_table:254
        1.3 priority=5,send_flow_rem,nw_ecn=1,udp,tp_src=80,actions=in_port,write_metadata:5/0xff
        -> ADD priority=5,udp,nw_ecn=1,tp_src=80 send_flow_rem actions=IN_PORT,write_metadata:0x5/0xff
        1.3 table=1,priority=5,cookie=5,ip,ip_dst=255.0.255.1/31,actions=flood
        -> ADD table:1 priority=5,ip,nw_dst=255.0.255.0/31 cookie:0x5 actions=FLOOD
        1.3 cookie=0x1234, metadata=0x5, ip, nw_proto=47, actions=clear_actions
        -> ADD ip,metadata=0x5,nw_proto=47 cookie:0x1234 actions=clear_actions
        1.3 check_overlap, in_port=2, arp, nw_dst=0.255.192.10, actions=normal,write_metadata:0x5
        -> ADD arp,in_port=2,arp_tpa=0.255.192.10 check_overlap actions=NORMAL,write_metadata:0x5
        1.3 priority=65535, check_overlap, mpls_bos=1, mpls_label=0, mplsm, actions=goto_table:254
        -> ADD priority=65535,mplsm,mpls_label=0,mpls_bos=1 check_overlap actions=goto_table:254
        1.3 table=9, priority=5, nw_ecn=1, tcp, tcp_dst=8080, actions=3,normal,write_metadata:0x5
        -> ADD table:9 priority=5,tcp,nw_ecn=1,tp_dst=8080 actions=output:3,NORMAL,write_metadata:0x5
        1.3 priority=5,idle_timeout=10,send_flow_rem,dl_dst=11:ff:02:02:01:ff,actions=push_vlan:0x8100
        -> ADD priority=5,dl_dst=11:ff:02:02:01:ff idle:10 send_flow_rem actions=push_vlan:0x8100
        1.3 idle_timeout=10,duration=1.5s,n_packets=3,n_bytes=180,in_port=48,ipv6,actions=write_metadata:0x5
        -> ADD ipv6,in_port=48 idle:10 actions=write_metadata:0x5
        1.3 table=9,check_overlap,mpls,actions=dec_mpls_ttl
        -> ADD table:9 mpls check_overlap actions=dec_mpls_ttl
        1.3 dl_vlan=0xffff,ip,ip_src=0.0.10.10/255.255.0.0,nw_dst=0.1.1.192,actions=write_metadata:0x5
        -> ADD ip,vlan_tci=0x0000/0x1fff,nw_src=0.0.0.0/16,nw_dst=0.1.1.192 actions=write_metadata:0x5
        1.3 table=9,cookie=0x1234,idle_timeout=10,rarp,in_port=LOCAL,dl_src=11:01:01:ff:02:00,actions=flood
        -> ADD table:9 rarp,in_port=LOCAL,dl_src=11:01:01:ff:02:00 cookie:0x1234 idle:10 actions=FLOOD
        1.3 table=1 cookie=5 idle_timeout=10 in_port=48 nw_proto=47 ip ip_dscp=46 actions=drop
        -> ADD table:1 ip,in_port=48,nw_proto=47,nw_tos=184 cookie:0x5 idle:10 actions=drop
        1.3 check_overlap,tun_id=7,dl_type=0x88cc,actions=drop
        -> ADD tun_id=0x7,dl_type=0x88cc check_overlap actions=drop
        1.3 table=0 priority=5 metadata=0x5 rarp actions=set_field:02:01:02:ff:ab:00->eth_dst
        -> ADD priority=5,rarp,metadata=0x5 actions=set_field:02:01:02:ff:ab:00->eth_dst
        1.3 cookie=5,check_overlap,dl_vlan_pcp=6,tun_id=7,dl_type=0x88cc,actions=drop
        -> ADD tun_id=0x7,dl_vlan_pcp=6,dl_type=0x88cc cookie:0x5 check_overlap actions=drop
        1.3 idle_timeout=10, vlan_tci=0x1000/0x1000, mplsm, mpls_label=0, mpls_bos=1, actions=set_queue:5
        -> ADD mplsm,vlan_tci=0x1000/0x1000,mpls_label=0,mpls_bos=1 idle:10 actions=set_queue:5
        1.3 priority=5,cookie=5,metadata=0x5/0xff,ipv6,actions=meter:3,all,write_metadata:5/0xff
        -> ADD priority=5,ipv6,metadata=0x5/0xff cookie:0x5 actions=meter:3,ALL,write_metadata:0x5/0xff
        1.3 check_overlap in_port=1 dl_type=0x88cc actions=set_field:0x77->tun_id
        -> ADD in_port=1,dl_type=0x88cc check_overlap actions=set_field:0x77->tun_id
        1.3 priority=65535, check_overlap, metadata=0x5/0xff, mplsm, mpls_label=0, actions=goto_table:254
        -> ADD priority=65535,mplsm,metadata=0x5/0xff,mpls_label=0 check_overlap actions=goto_table:254
        1.3 table=9,cookie=0x1234,rarp,actions=flood,set_queue:5,group:7,write_actions(group:2)
        -> ADD table:9 rarp cookie:0x1234 actions=FLOOD,set_queue:5,group:7,write_actions(group:2)
        1.3 priority=65535 duration=1.5s n_packets=3 n_bytes=180 dl_type=0x88cc actions=set_field:0x77->tun_id
        -> ADD priority=65535,dl_type=0x88cc actions=set_field:0x77->tun_id
        1.3 priority=65535, check_overlap, no_packet_counts, udp6, actions=group:7,push_mpls:0x8847
        -> ADD priority=65535,udp6 check_overlap no_packet_counts actions=group:7,push_mpls:0x8847
        1.3 priority=5, check_overlap, rarp, actions=in_port,group:7,set_field:01:ff:02:ff:11:ab->eth_src
        -> ADD priority=5,rarp check_overlap actions=IN_PORT,group:7,set_field:01:ff:02:ff:11:ab->eth_src
        1.3 check_overlap, no_packet_counts, udp6, dl_src=11:01:00:ff:ab:ff, actions=meter:3
        -> ADD udp6,dl_src=11:01:00:ff:ab:ff check_overlap no_packet_counts actions=meter:3
        1.3 check_overlap,dl_src=02:02:00:00:11:02,actions=meter:3,controller
        -> ADD dl_src=02:02:00:00:11:02 check_overlap actions=meter:3,CONTROLLER:65535
        1.3 table=9, priority=32768, sctp6, ipv6_label=0x5/0xff, actions=3,write_actions(push_vlan:0x8100)
        -> ADD table:9 sctp6,ipv6_label=0x00005/0x000ff actions=output:3,write_actions(push_vlan:0x8100)
        1.3 idle_timeout=10, nw_ecn=1, tcp, tcp_src=65535, actions=write_metadata:0x5
        -> ADD tcp,nw_ecn=1,tp_src=65535 idle:10 actions=write_metadata:0x5
        1.3 priority=32768,cookie=5,sctp,actions=meter:3,flood,write_metadata:5/0xff,goto_table:254
        -> ADD sctp cookie:0x5 actions=meter:3,FLOOD,write_metadata:0x5/0xff,goto_table:254
        1.3 priority=5 idle_timeout=10 check_overlap arp dl_src=11:02:00:00:ff:00 in_port=LOCAL actions=group:7
        -> ADD priority=5,arp,in_port=LOCAL,dl_src=11:02:00:00:ff:00 idle:10 check_overlap actions=group:7
        1.3 priority=65535,eth_dst=ff:11:02:ab:00:ff,dl_type=0x88cc,actions=set_queue:5,LOCAL,in_port
        -> ADD priority=65535,dl_dst=ff:11:02:ab:00:ff,dl_type=0x88cc actions=set_queue:5,LOCAL,IN_PORT
        1.3 priority=65535,nw_dst=192.1.1.0/255.0.255.0,ip,actions=normal,all,flood,goto_table:254
        -> ADD priority=65535,ip,nw_dst=192.0.1.0/255.0.255.0 actions=NORMAL,ALL,FLOOD,goto_table:254
        1.3 cookie=5,idle_timeout=10,send_flow_rem,actions=meter:3,controller(max_len=64)
        -> ADD cookie:0x5 idle:10 send_flow_rem actions=meter:3,CONTROLLER:64
        1.3 ip,nw_proto=47,actions=meter:3,set_field:255.1.0.192->ip_src,goto_table:254
        -> ADD ip,nw_proto=47 actions=meter:3,set_field:255.1.0.192->ip_src,goto_table:254
        1.3 priority=0,no_byte_counts,icmp,dl_src=02:ff:11:02:ff:11,ip_dscp=46,actions=drop
        -> ADD priority=0,icmp,dl_src=02:ff:11:02:ff:11,nw_tos=184 no_byte_counts actions=drop
        1.3 priority=0,cookie=5,in_port=1,mplsm,mpls_tc=3,actions=3,group:7,normal
        -> ADD priority=0,mplsm,in_port=1,mpls_tc=3 cookie:0x5 actions=output:3,group:7,NORMAL
        1.3 icmp6, ipv6_src=::1, actions=in_port,set_field:128->icmpv6_type,push_mpls:0x8847
        -> ADD icmp6,ipv6_src=::1 actions=IN_PORT,set_field:128->icmpv6_type,push_mpls:0x8847
        1.3 priority=65535 idle_timeout=10 actions=flood,clear_actions
        -> ADD priority=65535 idle:10 actions=FLOOD,clear_actions
        1.3 priority=0, ipv6_src=2001:db8::5, icmp6, actions=CONTROLLER:128
        -> ADD priority=0,icmp6,ipv6_src=2001:db8::5 actions=CONTROLLER:128
        1.3 priority=0, duration=1.5s, n_packets=3, n_bytes=180, actions=output:1
        -> ADD priority=0 actions=output:1
        1.3 priority=65535,icmp6,ipv6_dst=2001:db8::5,actions=meter:3,3
        -> ADD priority=65535,icmp6,ipv6_dst=2001:db8::5 actions=meter:3,output:3
        1.3 table=1 priority=65535 ip ip_src=255.1.192.10/255.0.255.0 ip_dscp=46 actions=set_field:2->nw_ecn
        -> ADD table:1 priority=65535,ip,nw_src=255.0.192.0/255.0.255.0,nw_tos=184 actions=set_field:2->nw_ecn
        1.3 cookie=5,send_flow_rem,vlan_vid=0x1007,actions=push_vlan:0x8100,write_metadata:0x5
        -> ADD dl_vlan=7 cookie:0x5 send_flow_rem actions=push_vlan:0x8100,write_metadata:0x5
        1.3 idle_timeout=10, check_overlap, reset_counts, rarp, actions=clear_actions
        -> ADD rarp idle:10 check_overlap reset_counts actions=clear_actions
        1.3 table=9, priority=5, icmp_type=8, icmp_code=0, icmp, actions=set_nw_ttl:64
        -> ADD table:9 priority=5,icmp,icmp_type=8,icmp_code=0 actions=mod_nw_ttl:64
        1.3 metadata=0x5, sctp_src=65535, sctp6, ipv6_dst=::ffff:1.2.3.4, actions=flood,flood,set_queue:5
        -> ADD sctp6,metadata=0x5,ipv6_dst=::ffff:1.2.3.4,tp_src=65535 actions=FLOOD,FLOOD,set_queue:5
        1.3 check_overlap, in_port=48, dl_type=0x88cc, actions=meter:3,table,write_metadata:0x5
        -> ADD in_port=48,dl_type=0x88cc check_overlap actions=meter:3,TABLE,write_metadata:0x5
        1.3 table=1 cookie=0x1234 send_flow_rem ipv6 actions=controller(max_len=64),goto_table:10
        -> ADD table:1 ipv6 cookie:0x1234 send_flow_rem actions=CONTROLLER:64,goto_table:10
        1.3 check_overlap,sctp6,ipv6_src=fe80::1,ipv6_label=0x12345,actions=set_field:0x77->tun_id
        -> ADD sctp6,ipv6_src=fe80::1,ipv6_label=0x12345 check_overlap actions=set_field:0x77->tun_id
        1.3 hard_timeout=65535 no_packet_counts in_port=LOCAL vlan_vid=0x1007 actions=goto_table:10
        -> ADD in_port=LOCAL,dl_vlan=7 hard:65535 no_packet_counts actions=goto_table:10
        1.3 icmp icmp_code=0 icmp_type=8 nw_ecn=1 actions=drop
        -> ADD icmp,nw_ecn=1,icmp_type=8,icmp_code=0 actions=drop
        1.3 metadata=0x5/0xff,ip,ip_dst=255.0.10.255/31,ip_ecn=3,actions=drop
        -> ADD ip,metadata=0x5/0xff,nw_dst=255.0.10.254/31,nw_ecn=3 actions=drop
        1.3 priority=0 vlan_vid=0x1007 actions=all
        -> ADD priority=0,dl_vlan=7 actions=ALL
        1.3 priority=0,mpls,actions=write_actions(group:2),goto_table:10
        -> ADD priority=0,mpls actions=write_actions(group:2),goto_table:10
        1.3 priority=32768 cookie=5 hard_timeout=20 udp tp_dst=443 tp_src=80 actions=drop
        -> ADD udp,tp_src=80,tp_dst=443 cookie:0x5 hard:20 actions=drop
        1.3 send_flow_rem, ipv6_dst=fe80::1, icmp6, actions=meter:3,set_queue:5
        -> ADD icmp6,ipv6_dst=fe80::1 send_flow_rem actions=meter:3,set_queue:5
        1.3 idle_timeout=10 tcp6 tp_src=80 actions=output:1,goto_table:10
        -> ADD tcp6,tp_src=80 idle:10 actions=output:1,goto_table:10
        1.3 cookie=0x1234 dl_src=01:00:01:01:ab:ab dl_type=0x88cc actions=set_queue:5,clear_actions
        -> ADD dl_src=01:00:01:01:ab:ab,dl_type=0x88cc cookie:0x1234 actions=set_queue:5,clear_actions
        1.3 table=1 cookie=5 idle_timeout=10 send_flow_rem check_overlap ipv6_src=fe80::1 sctp6 actions=meter:3
        -> ADD table:1 sctp6,ipv6_src=fe80::1 cookie:0x5 idle:10 send_flow_rem check_overlap actions=meter:3
        1.3 no_packet_counts,ipv6,actions=meter:3,set_tunnel:9,goto_table:10
        -> ADD ipv6 no_packet_counts actions=meter:3,set_field:0x9->tun_id,goto_table:10
        1.3 table=9,hard_timeout=20,send_flow_rem,mplsm,mpls_bos=1,actions=normal,write_metadata:5/0xff
        -> ADD table:9 mplsm,mpls_bos=1 hard:20 send_flow_rem actions=NORMAL,write_metadata:0x5/0xff
        1.3 priority=0, mplsm, mpls_label=1048575, actions=in_port
        -> ADD priority=0,mplsm,mpls_label=1048575 actions=IN_PORT
        1.5 cookie=5, udp_src=80, udp, nw_src=0.10.1.255/31, actions=meter:3,all,goto_table:10
        -> ADD udp,nw_src=0.10.1.254/31,tp_src=80 cookie:0x5 actions=meter:3,ALL,goto_table:10
        1.5 table=1, hard_timeout=65535, tun_id=7, mpls, mpls_label=0, mpls_bos=1, actions=in_port,clear_actions
        -> ADD table:1 mpls,tun_id=0x7,mpls_label=0,mpls_bos=1 hard:65535 actions=IN_PORT,clear_actions
        1.5 idle_timeout=10,sctp,actions=goto_table:254
        -> ADD sctp idle:10 actions=goto_table:254
        1.5 table=1 cookie=5 check_overlap eth_dst=00:ff:ff:00:02:ab sctp6 sctp_dst=1 actions=3
        -> ADD table:1 sctp6,dl_dst=00:ff:ff:00:02:ab,tp_dst=1 cookie:0x5 check_overlap actions=output:3
        1.5 rarp, in_port=controller, actions=controller,output:300
        -> ADD rarp,in_port=CONTROLLER actions=CONTROLLER:65535,output:300
        1.5 table=0,priority=5,sctp,ip_src=255.10.0.255,nw_dst=10.255.192.10/255.0.255.0,tp_dst=1,actions=drop
        -> ADD priority=5,sctp,nw_src=255.10.0.255,nw_dst=10.0.192.0/255.0.255.0,tp_dst=1 actions=drop
        1.5 idle_timeout=10,duration=1.5s,n_packets=3,n_bytes=180,rarp,actions=normal,goto_table:254
        -> ADD rarp idle:10 actions=NORMAL,goto_table:254
        1.5 table=0 priority=0 send_flow_rem dl_type=0x88cc actions=set_field:01:ff:00:11:02:ab->eth_src
        -> ADD priority=0,dl_type=0x88cc send_flow_rem actions=set_field:01:ff:00:11:02:ab->eth_src
        1.5 cookie=5,dl_src=ff:11:11:ff:ab:00,actions=set_tunnel:9,goto_table:254
        -> ADD dl_src=ff:11:11:ff:ab:00 cookie:0x5 actions=set_field:0x9->tun_id,goto_table:254
        1.5 dl_vlan=4095,actions=set_field:0x77->tun_id
        -> ADD dl_vlan=4095 actions=set_field:0x77->tun_id
        1.5 check_overlap,rarp,dl_vlan=4095,actions=write_metadata:0x5
        -> ADD rarp,dl_vlan=4095 check_overlap actions=write_metadata:0x5
        1.5 table=1,dl_type=0x88cc,dl_src=00:00:ff:ff:00:00,actions=output:300,goto_table:254
        -> ADD table:1 dl_src=00:00:ff:ff:00:00,dl_type=0x88cc actions=output:300,goto_table:254
        1.5 priority=0 idle_timeout=10 check_overlap eth_dst=ab:01:01:ab:11:01 actions=all,table,goto_table:10
        -> ADD priority=0,dl_dst=ab:01:01:ab:11:01 idle:10 check_overlap actions=ALL,TABLE,goto_table:10
        1.5 table=9,idle_timeout=10,rarp,dl_vlan=5,actions=meter:3,CONTROLLER:128,clear_actions
        -> ADD table:9 rarp,dl_vlan=5 idle:10 actions=meter:3,CONTROLLER:128,clear_actions
        1.5 table=0,cookie=5,hard_timeout=20,mpls,mpls_tc=3,actions=drop
        -> ADD mpls,mpls_tc=3 cookie:0x5 hard:20 actions=drop
        1.5 cookie=5,send_flow_rem,actions=push_vlan:0x8100,CONTROLLER:128
        -> ADD cookie:0x5 send_flow_rem actions=push_vlan:0x8100,CONTROLLER:128
        1.5 send_flow_rem, nw_proto=47, ip, in_port=48, actions=in_port,write_metadata:0x5
        -> ADD ip,in_port=48,nw_proto=47 send_flow_rem actions=IN_PORT,write_metadata:0x5
        1.5 table=0, priority=100, vlan_vid=0x1003/0x100f, sctp6, actions=push_vlan:0x8100,goto_table:254
        -> ADD priority=100,sctp6,vlan_tci=0x1003/0x100f actions=push_vlan:0x8100,goto_table:254
        1.5 priority=0 cookie=5 dl_src=ff:11:02:02:01:ab actions=write_actions(output:5)
        -> ADD priority=0,dl_src=ff:11:02:02:01:ab cookie:0x5 actions=write_actions(output:5)
        1.5 table=9, cookie=0xffffffff00000000, dl_vlan=4095, actions=all,LOCAL
        -> ADD table:9 dl_vlan=4095 cookie:0xffffffff00000000 actions=ALL,LOCAL
        1.5 hard_timeout=65535 metadata=0x5/0xff sctp sctp_src=80 tp_dst=443 actions=mod_nw_ecn:1
        -> ADD sctp,metadata=0x5/0xff,tp_src=80,tp_dst=443 hard:65535 actions=set_field:1->nw_ecn
        1.5 table=1, hard_timeout=20, check_overlap, in_port=controller, ip, ip_dst=0.192.10.10, actions=group:7
        -> ADD table:1 ip,in_port=CONTROLLER,nw_dst=0.192.10.10 hard:20 check_overlap actions=group:7
        1.5 hard_timeout=20,check_overlap,mpls,actions=drop
        -> ADD mpls hard:20 check_overlap actions=drop
        1.5 priority=5 check_overlap dl_src=11:11:00:00:02:02 actions=normal
        -> ADD priority=5,dl_src=11:11:00:00:02:02 check_overlap actions=NORMAL
        1.5 hard_timeout=65535 arp arp_spa=255.255.1.10 arp_tpa=192.0.0.192 actions=goto_table:254
        -> ADD arp,arp_spa=255.255.1.10,arp_tpa=192.0.0.192 hard:65535 actions=goto_table:254
        """
    )
}
