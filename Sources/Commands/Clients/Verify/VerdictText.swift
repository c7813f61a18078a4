import BadgeVerifier
import CommandLineKit
import Encoding

/// A verdict as a person reads it: the word first, then what a client would show, then what is not established.
struct VerdictText {
    private let verdict: Verdict
    private let file: String
    private let now: Timestamp

    init(_ verdict: Verdict, file: String, now: Timestamp) {
        self.verdict = verdict
        self.file = file
        self.now = now
    }

    func text(width: Int?, style: Style) -> String {
        var sheet = FactSheet()
        addRefusal(&sheet)
        if let badge = verdict.badge { addIdentity(badge, &sheet) }
        addStatus(&sheet)
        if let badge = verdict.badge { addProfile(badge, &sheet) }
        sheet.add("badge", verdict.badge?.id)
        sheet.add(
            "authority",
            verdict.authority.map { $0 + (verdict.isTest ? " (TEST)" : "") } ?? "none of those given")
        return headline(width, style) + sheet.text(width: width, style: style) + notEstablished(width, style)
    }

    // MARK: The first line

    private func headline(_ width: Int?, _ style: Style) -> String {
        let word = style.paint(verdict.outcome.rawValue.uppercased(), .bold, verdict.outcome.paint)
        let test = verdict.isTest ? style.paint(" TEST", .bold, .yellow) : ""
        let plain =
            verdict.outcome.rawValue + (verdict.isTest ? " TEST" : "") + "  \(meaning)  " + visible(file)
        let gap = plain.count > width ?? .max ? "\n  " : "  "
        return "\(word)\(test)  \(meaning)\(gap)\(style.dim(visible(file)))\n"
    }

    /// What a client does with it.
    private var meaning: String {
        switch verdict.outcome {
        case .trusted: "show as verified" + onlyInTests
        case .limited: "show as verified; it may not market" + onlyInTests
        case .undetermined: "cannot be told now: show in grey"
        case .untrusted: "do not show as verified"
        }
    }

    private var onlyInTests: String { verdict.isTest ? ", in tests only" : "" }

    // MARK: Facts

    private func addRefusal(_ sheet: inout FactSheet) {
        guard !verdict.isTrusted else { return }
        sheet.add("reason", verdict.reason.rawValue)
        sheet.add("detail", verdict.detail)
    }

    /// Who it is, and how to tell them apart.
    private func addIdentity(_ badge: VerifiedBadge, _ sheet: inout FactSheet) {
        sheet.add("name", badge.displayName, verdict.isTrusted ? .bold : nil)
        sheet.add("legal name", badge.legalName)
        if badge.profile.naturalPerson { sheet.add("", "(a natural person)") }
        sheet.add("country", badge.country)
        sheet.add("register no.", registration(badge))
        if badge.isHomonym {
            sheet.add("", "Another verified business has this name: look at country and number.", .yellow)
        }
        sheet.add("accounts", badge.accounts.map(account))
        sheet.add("verified since", badge.profile.verifiedSince.dateText)
    }

    /// How long it holds, and what the business promises.
    private func addProfile(_ badge: VerifiedBadge, _ sheet: inout FactSheet) {
        sheet.add("valid from", "\(badge.notBefore)", now < badge.notBefore ? .red : nil)
        sheet.add(
            "valid until", "\(badge.notAfter) (\(TimeWords.distance(badge.notAfter, from: now)))",
            badge.notAfter < now ? .red : nil)
        sheet.add("category", badge.profile.category)
        sheet.add("website", badge.profile.website)
        sheet.add("support hours", badge.profile.supportHours)
        sheet.add("answers within", badge.profile.responseTime)
        sheet.add("help", [badge.profile.helpURL, badge.profile.knowledgeBaseURL].compactMap { $0 })
        sheet.add("privacy", badge.profile.privacyURL)
    }

    /// The number and whose register it is: numbers are unique only there.
    private func registration(_ badge: VerifiedBadge) -> String {
        let subject = badge.subject
        let place = [subject.jurisdictionLocality, subject.jurisdictionState, subject.jurisdictionCountry]
        return "\(badge.registrationNumber) (\(place.compactMap { $0 }.joined(separator: ", ")))"
    }

    private func account(_ text: String) -> String {
        guard let asked = verdict.account, sameBytes(asked, text) else { return text }
        return "\(text)  (the one asked about)"
    }

    private func addStatus(_ sheet: inout FactSheet) {
        guard let status = verdict.status else { return }
        let state = status.state?.rawValue ?? "not covered"
        sheet.add("status", "\(state) as of \(status.asOf) (\(TimeWords.distance(status.asOf, from: now)))")
        sheet.add("", "by \(status.source.rawValue) \(status.sequence), next by \(status.nextUpdate)")
    }

    // MARK: What is left open

    private func notEstablished(_ width: Int?, _ style: Style) -> String {
        guard !verdict.notEstablished.isEmpty else { return "" }
        let lines = verdict.notEstablished.map { sentence in
            let text = visible(sentence)
            guard let width else { return "  - \(text)\n" }
            let wrapped = TextWrap.lines(text, width: width - 4)
            return "  - " + wrapped.joined(separator: "\n    ") + "\n"
        }
        return style.dim("not established:") + "\n" + lines.joined()
    }
}
