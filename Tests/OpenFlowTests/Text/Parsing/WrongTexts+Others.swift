import OpenFlow

extension WrongText {
    static let filters: [WrongText] = [
        WrongText("priority=5", "priority=5", "flows cannot be selected by priority"),
        WrongText("tcp,actions=drop", "drop", "flows cannot be selected by their actions; use out_port=PORT"),
        WrongText("cookie=5", "5", "flows are selected by cookie and mask; write cookie=5/-1"),
        WrongText(
            "out_group=1",
            "out_group=1",
            "OpenFlow 1.0 has no out_group; 1.1 is the first that has it",
            in: .v1_0
        ),
        WrongText("outport=1", "outport", "unknown field 'outport'; did you mean out_port?"),
    ]

    static let groups: [WrongText] = [
        WrongText("type=all", "", "group_id= is missing"),
        WrongText("group_id=1", "", "type= is missing; write all, select, indirect or ff"),
        WrongText("group_id=all,type=all", "all", "only a delete is for all groups"),
        WrongText("group_id=1,type=foo", "foo", "unknown group type 'foo'; write all, select, indirect or ff"),
        WrongText("group_id=1,type=selekt", "selekt", "unknown group type 'selekt'; did you mean select?"),
        WrongText("group=1,type=all", "group", "unknown word 'group' in a group"),
        WrongText(
            "group_id=1,type=all,bucket=weight:5,output:1",
            "weight:5",
            "only buckets of select groups have a weight"
        ),
        WrongText(
            "group_id=1,type=all,bucket=",
            "bucket",
            "the bucket has no actions; write actions=drop if it is to drop"
        ),
        WrongText(
            "group_id=1,type=ff,bucket=output:1",
            "bucket",
            "buckets of fast failover groups need watch_port or watch_group"
        ),
        WrongText("group_id=1,type=indirect,bucket=1,bucket=2", "bucket", "an indirect group has one bucket, not 2"),
        WrongText("group_id=1,type=indirect", "", "an indirect group has one bucket, not 0"),
        WrongText("group_id=1,type=all,group_id=2", "group_id=2", "group_id occurs twice"),
        WrongText(
            "group_id=1,type=all,bucket=drop,output:1",
            "drop",
            "drop stands alone: it is the absence of actions"
        ),
        WrongText(
            "group_id=1,type=all,bucket=output:1,drop",
            "drop",
            "drop stands alone: it is the absence of actions"
        ),
        WrongText("group_id=1,bucket=output:1,type=all", "type=all", "type belongs before the first bucket"),
        WrongText(
            "group_id=1,type=all,bucket=bucket_id:1,1,bucket=bucket_id:1,2",
            "bucket_id:1",
            "bucket 1 occurs twice"
        ),
        WrongText("group_id=1,type=all,bucket=ouput:1", "ouput", "unknown action 'ouput'; did you mean output?"),
        WrongText(
            "group_id=1,type=all,bucket=goto_table:1",
            "goto_table:1",
            "goto_table is an instruction of a flow, not an action"
        ),
        WrongText(
            "group_id=1,type=all,bucket=mod_tp_src:5",
            "mod_tp_src:5",
            "mod_tp_src does not say of which protocol; write set_field:5->tcp_src or udp_src"
        ),
        WrongText(
            "group_id=1,command_bucket_id=2,type=all",
            "command_bucket_id=2",
            "command_bucket_id is for inserting and removing buckets"
        ),
        WrongText(
            "group_id=1,type=all",
            "group_id=1,type=all",
            "OpenFlow 1.0 has no groups; 1.1 is the first that has them",
            in: .v1_0
        ),
    ]

    static let meters: [WrongText] = [
        WrongText("kbps,bands=type=drop,rate=1", "", "meter= is missing"),
        WrongText(
            "meter=0,kbps,bands=type=drop,rate=1",
            "0",
            "0 is out of range; meter takes a number from 1 to 4294901760"
        ),
        WrongText("meter=1,meter=2,kbps,bands=type=drop,rate=1", "meter=2", "meter occurs twice"),
        WrongText("meter=1,kbps,bands=type=drop,rate=1,rate=2", "rate=2", "rate occurs twice"),
        WrongText("meter=all,kbps,bands=type=drop,rate=1", "all", "only a delete is for all meters"),
        WrongText("meter=1,bands=type=drop,rate=1", "", "kbps or pktps is missing: the unit of rates"),
        WrongText("meter=1,kbps,pktps,bands=type=drop,rate=1", "pktps", "a meter counts kbps or pktps, not both"),
        WrongText("meter=1,kbps", "", "bands= is missing, such as bands=type=drop,rate=1000"),
        WrongText("meter=1,kpbs,bands=type=drop,rate=1", "kpbs", "unknown word 'kpbs' in a meter; did you mean kbps?"),
        WrongText("meter=1,kbps,bands=type=drop", "type=drop", "the band lacks rate="),
        WrongText("meter=1,kbps,bands=type=dorp,rate=1", "type=dorp", "unknown band type 'dorp'; did you mean drop?"),
        WrongText("meter=1,kbps,bands=rate=1", "rate=1", "a band begins with type=, not rate"),
        WrongText(
            "meter=1,kbps,bands=type=drop,rate=1,burst_size=2",
            "burst_size=2",
            "burst_size counts only with the word burst before the bands"
        ),
        WrongText("meter=1,kbps,bands=type=dscp_remark,rate=1", "type=dscp_remark", "the band lacks prec_level="),
        WrongText(
            "meter=1,kbps,bands=type=drop,rate=1",
            "meter=1,kbps,bands=type=drop,rate=1",
            "OpenFlow 1.0 has no meters; 1.3 is the first that has them",
            in: .v1_0
        ),
    ]

    static let packetOuts: [WrongText] = [
        WrongText("packet=00,actions=1", "", "in_port= is missing; write in_port=controller for none"),
        WrongText("in_port=1,actions=1", "", "packet= is missing"),
        WrongText("in_port=1,in_port=2,packet=00,actions=1", "in_port=2", "in_port occurs twice"),
        WrongText("in_port=1,packet=0,actions=1", "0", "an odd number of hexadecimal digits; a byte has two"),
        WrongText("in_port=1,packet=0g,actions=1", "g", "'g' is no hexadecimal digit"),
        WrongText(
            "in_port=1,paket=00,actions=1",
            "paket",
            "unknown word 'paket' in a packet-out; did you mean packet?"
        ),
        WrongText("in_port=1,packet=00,buffer=5,actions=1", "", "a packet-out has packet= or buffer=, not both"),
        WrongText(
            "in_port=1,metadata=5,packet=00,actions=1",
            "metadata=5",
            "a packet-out has pipeline fields from OpenFlow 1.5 on"
        ),
        WrongText(
            "in_port=1,packet=00,actions=goto_table:1",
            "goto_table:1",
            "goto_table is an instruction of a flow, not an action"
        ),
    ]
}
