import ArgumentParser

/// The commands that ask any switch over OpenFlow, in the order of the help.
let clientCommands: [any ParsableCommand.Type] = [
    ShowCommand.self, DumpAggregateCommand.self, AddFlowCommand.self, AddFlowsCommand.self, ModFlowsCommand.self,
    DelFlowsCommand.self, ReplaceFlowsCommand.self, DiffFlowsCommand.self, DumpPortsCommand.self,
    DumpPortsDescCommand.self, ModPortCommand.self, DumpTablesCommand.self, DumpTableFeaturesCommand.self,
    DumpTableDescCommand.self, ModTableCommand.self, QueueStatsCommand.self, QueueGetConfigCommand.self,
    AddGroupCommand.self, AddGroupsCommand.self, ModGroupCommand.self, DelGroupsCommand.self,
    InsertBucketsCommand.self, RemoveBucketsCommand.self, DumpGroupsCommand.self, DumpGroupStatsCommand.self,
    DumpGroupFeaturesCommand.self, AddMeterCommand.self, ModMeterCommand.self, DelMetersCommand.self,
    DumpMetersCommand.self, MeterStatsCommand.self, MeterFeaturesCommand.self, PacketOutCommand.self,
    BundleCommand.self, GetFragsCommand.self, SetFragsCommand.self, MonitorCommand.self, ProbeCommand.self,
    PingCommand.self,
]
