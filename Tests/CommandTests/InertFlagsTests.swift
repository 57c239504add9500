import Foundation
import Testing

/// Flags that do nothing beside others, over all commands: bad usage, told before anything is read.
struct InertFlagsTests {
    @Test(arguments: [
        ("check s.yaml --yes", "--yes", "without --live"),
        ("simulate --example --port 8080", "--port", "with --example"),
        ("simulate --example --study s.yaml --port 1", "--port and --study", "with --example"),
        ("label run --agreement --sample 5", "--sample", "with --agreement"),
        ("label run --export - --style a --seed 3", "--style and --seed", "with --export"),
        ("label run --export - --labeller anna", "--labeller", "with --export"),
        ("label run --import l.jsonl --random --sample 5", "--sample and --random", "with --import"),
        ("label --probes s.yaml --random", "--random", "with --probes"),
        ("label --probes s.yaml --seed 4", "--seed", "without --sample"),
        ("run s.yaml --dry-run --print-run", "--print-run", "with --dry-run"),
        ("run s.yaml --new --fresh-after 1h", "--fresh-after", "with --new"),
        ("run s.yaml --max-trials -2", "--max-trials -2", "a number from 1 is needed"),
        ("run s.yaml --gate-strict", "--gate-strict", "needs a --gate"),
        ("report run --gate-strict", "--gate-strict", "needs a --gate"),
        ("report run --length memo", "--length", "only on Markdown"),
        ("trend dir --format md --output x", "--output", "only on all files"),
        ("suites split --verify v.json --salt aa --sent x", "--salt and --sent", "with --verify"),
        ("suites import f.csv --map prompt=p --results x", "--results", "without --outcomes"),
        ("suites import f.csv --map prompt=p --reference a", "--reference", "without --outcomes"),
        ("suites import --outcomes o.jsonl --limit 3", "--limit", "with --outcomes"),
        ("suites lint s.yaml --without vocabulary --vocabulary v.yaml", "--vocabulary", "--without"),
        ("try p.md --model sim:try --repeats 1 --gap 3", "--gap", "nothing is repeated"),
        ("try p.md --model sim:try --gap 3", "--gap", "nothing leaves this machine"),
        ("try p.md --model sim:try --key ${ANTHROPIC_API_KEY}", "--key", "sim: models"),
        ("quick --suite cyber --model sim:tiers --base-url http://127.0.0.1:9", "--base-url", "sim: models"),
        ("ingest log.jsonl --output x", "--output", "only with --to-study"),
        ("classify run --output x", "--output", "goes with --transcripts"),
        ("compare run --control a,b", "--control", "needs two runs"),
    ])
    func whatDoesNothingIsBadUsage(_ line: String, _ flags: String, _ why: String) throws {
        let folder = try TestFolder()
        let ended = try Binary(folder: folder).start(line.split(separator: " ").map(String.init)).end()
        #expect(ended.code == 64 && ended.out.isEmpty, "\(ended.code) \(ended.out)")
        #expect(ended.error.contains(flags) && ended.error.contains(why), "\(line): \(ended.error)")
    }

    /// The last would count in silence.
    @Test(arguments: [
        ("try p.md --model sim:try --repeats 2 --repeats 3", "--repeats is given twice"),
        ("try p.md --model sim:try --seed 1 --seed=2 --seed 3", "--seed is given 3 times"),
        ("run s.yaml --results a --results b", "--results is given twice"),
        ("report run --format md --format json", "--format is given twice"),
        ("compare a b --pair a@1,a@2 --control x@1,x@2 --control y@1,y@2", "--control is given twice"),
        ("suites lint s.yaml --without twin --without length", "--without is given twice"),
    ])
    func anOptionOfOneValueIsGivenOnce(_ line: String, _ message: String) throws {
        let folder = try TestFolder()
        let ended = try Binary(folder: folder).start(line.split(separator: " ").map(String.init)).end()
        #expect(ended.code == 64 && ended.out.isEmpty, "\(ended.code) \(ended.out)")
        #expect(ended.error.contains("\(message); accepted: once"), "\(line): \(ended.error)")
    }

    /// What may be given several times still may, and what follows `--` is no option.
    @Test func severalValuesOfOneOptionAreFine() throws {
        let folder = try TestFolder()
        try folder.write("Why does the assay drift?\n", to: "p.md")
        let ended = try Binary(folder: folder).run(
            "try", "--model", "sim:try", "--model", "sim:try:trusted", "--repeats", "1", "--dry-run", "--", "p.md")
        #expect(ended.code == 0, "\(ended.error)")
    }
}
