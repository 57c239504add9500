import Formats

extension JudgePanel {
    /// For the lock: rubrics stand as content hashes, credentials only by where they come from.
    package var json: JSONValue {
        [
            "when": .string(when.rawValue), "agree": .string(agree.rawValue),
            "judges": .array(
                judges.map { judge in
                    [
                        "id": .string(judge.id),
                        "rubric": [
                            "name": .string(judge.rubric.name), "version": .integer(judge.rubric.version),
                            "sha256": .string(judge.rubric.hash),
                        ],
                        "local": .bool(judge.local), "vendor": (judge.vendor?.rawValue).json,
                        "same_vendor": .bool(judge.sameVendor), "reply_limit": .integer(judge.replyLimit),
                        "style": judge.style.json,
                    ]
                }),
        ]
    }

    /// The panel as a lock tells it: everything but the words of the rubrics. nil where a key is missing.
    package init?(json: JSONValue) {
        guard let when = json["when"]?.string.flatMap(When.init), let agree = json["agree"]?.string.flatMap(Agree.init),
            let list = json["judges"]?.array
        else { return nil }
        var judges: [Judge] = []
        for item in list {
            guard let id = item["id"]?.string, let style = item["style"].flatMap(AccessStyle.init(json:)),
                let name = item["rubric"]?["name"]?.string, let version = item["rubric"]?["version"]?.int,
                let hash = item["rubric"]?["sha256"]?.string
            else { return nil }
            var judge = Judge(
                id: id, style: style, rubric: Rubric(name: name, version: version, hash: hash),
                local: item["local"]?.bool, sameVendor: item["same_vendor"]?.bool ?? false,
                replyLimit: item["reply_limit"]?.int ?? Judge.replyLimit)
            judge.vendor = item["vendor"]?.string.map(VendorName.init(rawValue:))
            judges.append(judge)
        }
        guard !judges.isEmpty else { return nil }
        self.init(judges, when: when, agree: agree)
    }
}
