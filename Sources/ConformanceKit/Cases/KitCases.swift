/// All cases, in the order of the steps that decide them.
enum KitCases {
    static func add(to list: inout CaseList) throws {
        try GoodCases.add(to: &list)
        try PackCases.add(to: &list)
        try TextFormCases.add(to: &list)
        try NoteFormCases.add(to: &list)
        try CertificateFormCases.add(to: &list)
        try IssuerCases.add(to: &list)
        try FieldCases.add(to: &list)
        try ExtensionCases.add(to: &list)
        try ExtensionValueCases.add(to: &list)
        try ProfileCases.add(to: &list)
        try SubjectCases.add(to: &list)
        try SignatureCases.add(to: &list)
        try TimeCases.add(to: &list)
        try LogCases.add(to: &list)
        try AccountCases.add(to: &list)
        try StatusCases.add(to: &list)
        try SnapshotCases.add(to: &list)
        try HistoryCases.add(to: &list)
        try PackModeCases.add(to: &list)
        try ClockCases.add(to: &list)
    }
}
