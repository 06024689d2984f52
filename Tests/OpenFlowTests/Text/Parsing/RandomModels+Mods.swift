import OpenFlow

/// Random flow-mods, group-mods and meter-mods.
extension RandomModels {
    mutating func flowMod() -> FlowMod {
        var mod = FlowMod(pick([.add, .add, .modify, .modifyStrict, .delete, .deleteStrict]))
        let (isAdd, isDelete) = (mod.command == .add, mod.command == .delete || mod.command == .deleteStrict)
        if version == .v1_0 {
            mod.tableID = isAdd ? 0 : Reserved.allTables
        } else {
            mod.tableID = isDelete && chance(2) ? Reserved.allTables : number(in: 0...254)
        }
        mod.priority = chance(2) ? 0x8000 : number()
        mod.match = match()
        if !isDelete { mod.instructions = instructions(mod.match, table: mod.tableID == 255 ? 254 : mod.tableID) }
        if !isAdd, version > .v1_0, chance(2) {
            (mod.cookie, mod.cookieMask) = (number(), number(in: 1...UInt64.max))
        } else if !isDelete, chance(2) {
            mod.cookie = number()
        }
        if chance(3) { mod.idleTimeout = number() }
        if chance(3) { mod.hardTimeout = number() }
        if version >= .v1_4, chance(3) { mod.importance = number() }
        if chance(4) { mod.bufferID = number(in: 0...Reserved.noBuffer - 1) }
        if isDelete, chance(3) { mod.outPort = port() }
        if isDelete, version > .v1_0, chance(3) { mod.outGroup = number(in: 0...Reserved.maxGroup) }
        var flags: [FlowModFlags] = [.sendFlowRemoved, .checkOverlap]
        flags += version >= .v1_3 ? [.resetCounts, .noPacketCounts, .noByteCounts] : [.emergency]
        for flag in flags where chance(4) { mod.flags.insert(flag) }
        return mod
    }

    mutating func groupMod() -> GroupMod {
        let commands: [GroupMod.Command] = [.add, .modify, .delete]
        var mod = GroupMod(
            pick(version >= .v1_5 ? commands + [.insertBucket, .removeBucket] : commands),
            groupID: number(in: 0...Reserved.maxGroup)
        )
        switch mod.command {
        case .add, .modify:
            mod.type = pick(GroupType.allCases)
            let count = mod.type == .indirect ? 1 : pick([0, 1, 2, 5])
            mod.buckets = (0..<count).map { bucket(mod.type, id: UInt32($0)) }
            if version >= .v1_5, chance(3) {
                mod.experimenters = [ExperimenterProperty(id: number(), type: number(), data: bytes())]
            }
        case .delete:
            if chance(2) { mod.groupID = Reserved.allGroups }
        case .insertBucket:
            mod.commandBucketID = pick([Reserved.firstBucket, Reserved.lastBucket, 3])
            mod.buckets = [bucket(.all, id: 9), bucket(.all, id: 4)]
        case .removeBucket:
            mod.commandBucketID = pick([Reserved.firstBucket, Reserved.lastBucket, Reserved.allBuckets, 3])
        }
        return mod
    }

    private mutating func bucket(_ type: GroupType, id: UInt32) -> Bucket {
        var bucket = Bucket(id: version >= .v1_5 ? id * 7 : id, actions: chance(4) ? [] : actions(nil))
        switch type {
        case .all, .indirect: break
        case .select: bucket.weight = number()
        case .fastFailover:
            if chance(2) { bucket.watchPort = port() }
            if bucket.watchPort == .any || chance(2) { bucket.watchGroup = number(in: 0...Reserved.maxGroup) }
        }
        return bucket
    }

    mutating func meterMod() -> MeterMod {
        var mod = MeterMod(
            pick([.add, .modify, .delete]),
            meterID: pick([1, 7, Reserved.maxMeter, Reserved.slowPathMeter, Reserved.controllerMeter])
        )
        guard mod.command != .delete else {
            if chance(2) { mod.meterID = Reserved.allMeters }
            return mod
        }
        mod.flags = pick([.kbps, .pktps, [.kbps, .burst], [.pktps, .stats], [.kbps, .burst, .stats]])
        mod.bands = (0..<pick([0, 1, 2, 3])).map { _ in
            let kind = pick([
                MeterBand.Kind.drop, .dscpRemark(precedenceLevel: number()), .experimenter(id: number(), data: [1, 2]),
            ])
            return MeterBand(kind, rate: number(), burstSize: mod.flags.contains(.burst) ? number() : 0)
        }
        return mod
    }
}
