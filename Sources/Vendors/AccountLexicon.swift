import Trials

/// The words by which vendors speak of the account: that they closed it, that its purse is empty, that a key is none.
package enum AccountLexicon {
    /// A code or type; nil where it is about something else.
    package static func word(_ text: String) -> ErrorKind? {
        guard (4...80).contains(text.utf8.count), !text.utf8.contains(0x20) else { return nil }
        let word = StopSign.folded(text)
        if let known = Vendor.codes[text] ?? Vendor.codes[word], money.contains(known) { return known }
        if purse.contains(where: word.contains) { return .billing }
        if closedWords.contains(where: word.contains) { return .accountEnforcement }
        return nil
    }

    /// A sentence of an error.
    ///
    /// - Parameter status: of the reply; a sentence about an account means something else under a server's fault.
    package static func sentence(_ text: String, status: Int?) -> ErrorKind? {
        let lower = String(text.prefix(2_000)).lowercased()
        if emptyPurse.contains(where: { $0.allSatisfy(lower.contains) }) { return .billing }
        guard status.map({ $0 < 500 }) ?? true else { return nil }
        // A key that was switched off is the credential's affair; the account may have others.
        if lower.contains("key"), keyEnds.contains(where: lower.contains) { return .authentication }
        if closed.contains(where: { $0.allSatisfy(lower.contains) }) { return .accountEnforcement }
        if wrongKey.contains(where: { $0.allSatisfy(lower.contains) }) { return .authentication }
        return nil
    }

    private static let money: Set<ErrorKind> = [.billing, .accountEnforcement]

    private static let purse = [
        "insufficient_balance", "insufficient_quota", "insufficient_credit", "insufficient_user_quota",
        "exceeded_current_quota", "credit_balance", "payment_required", "arrearage", "out_of_credit", "no_credit",
        "billing_", "balance_not_enough", "not_enough_balance", "quota_not_enough", "allocated_quota_exceeded",
    ]
    private static let closedWords = [
        "access_terminated", "account_terminated", "account_suspended", "account_banned", "account_disabled",
        "account_deactivated", "account_blocked", "account_locked", "user_banned", "user_suspended", "user_disabled",
        "organization_disabled", "organization_banned", "organization_suspended", "organization_deactivated",
        "organization_on_hold", "organization_restricted", "account_restricted", "workspace_suspended",
        "tos_violation", "temporarily_suspended",
    ]

    /// Every word of a row has to stand in the sentence.
    private static let emptyPurse: [[String]] = [
        ["insufficient", "balance"], ["insufficient", "credit"], ["insufficient", "quota"], ["insufficient", "funds"],
        ["credit balance", "too low"], ["exceeded your current quota"], ["out of credits"], ["run out of credit"],
        ["used all", "credits"], ["requires more credits"], ["never purchased credits"], ["overdue"], ["in arrears"],
        ["check your plan and billing"], ["spending limit", "reached"], ["exceeded", "spending limit"],
        ["monthly", "included credits"], ["suspended", "spending limit"], ["failure to pay"],
        ["free tier", "exhausted"], ["key limit exceeded"], ["not enough balance"], ["余额不足"], ["欠费"],
        ["额度不足"],
    ]
    private static let closed: [[String]] =
        ["suspended", "deactivated", "terminated", "disabled", "banned", "blocked", "closed"]
        .flatMap { end in
            [
                ["account has been \(end)"], ["account was \(end)"], ["account is \(end)"],
                ["organization has been \(end)"], ["organization is \(end)"], ["organization was \(end)"],
                ["access has been \(end)"], ["user has been \(end)"], ["account", "permanently \(end)"],
            ]
        } + [
            ["user", "is suspended"], ["user", "is banned"], ["in this account", "violation"], ["用户", "封禁"],
            ["organization has been restricted"], ["account has been restricted"], ["your access was terminated"],
            ["账号", "封禁"], ["账户", "封禁"], ["账号", "停用"],
        ]
    private static let keyEnds = [
        "key has been disabled", "key has been deactivated", "key has been revoked", "key is disabled",
        "key was revoked", "key has expired", "key expired", "key is expired", "key was deleted",
        "key has been deleted",
    ]
    private static let wrongKey: [[String]] = [
        ["incorrect api key"], ["invalid api key"], ["invalid api-key"], ["api key not valid"], ["invalid api_key"],
        ["api key", "invalid"], ["invalid x-api-key"], ["invalid authentication"], ["invalid access token"],
        ["no auth credentials"], ["authentication fails"], ["authentication failed"],
        ["missing authentication"], ["api key not found"], ["invalid credentials"], ["key you provided is invalid"],
    ]
}
