import Formats
import Foundation
import Reports
import Studies
import Trials

/// Holds a study against the lock that `register` wrote beside it.
enum Registration {
    /// - Throws: `InputError` where the lock file is there and cannot be read.
    static func status(of file: StudyFile) throws(InputError) -> RunFacts.Registration {
        guard !file.isShipped, access(file.registeredPath, F_OK) == 0 else { return .notRegistered }
        let bytes = try DiskFiles().bytes(at: file.registeredPath)
        let registered = try YAMLValue.parse(bytes, file: file.registeredPath).json
        let hash = Study.hash(ofLock: registered)
        if hash == file.study.lockHash { return .asRegistered(lockHash: hash) }
        return .differs(LockDifference.keys(registered, file.study.lock))
    }
}

extension RunFacts.Registration {
    var json: JSONValue {
        switch self {
        case .notRegistered: ["status": "not registered"]
        case .asRegistered(let hash): ["status": "as registered", "lock_sha256": .string(hash)]
        case .differs(let keys): ["status": "differs", "keys": .array(keys.map { .string($0) })]
        }
    }

    init(json: JSONValue?) {
        switch json?["status"]?.string {
        case "as registered": self = .asRegistered(lockHash: json?["lock_sha256"]?.string ?? "")
        case "differs": self = .differs((json?["keys"]?.array ?? []).compactMap(\.string))
        default: self = .notRegistered
        }
    }
}
