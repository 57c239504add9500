import Dialects
import Formats
import Transport
import Trials

/// Reads a streamed reply while it comes, for a trial of which no more is wanted than tells what became of it.
///
/// A reply in one document has no text before its end, so it is never cut.
final class EarlyEnd: Sendable {
    private struct Reading: Sendable {
        var reader: (any ReplyReading)?
        /// Bytes of visible text from which the question is put again.
        var next = 1
    }

    private let dialect: any Dialect
    private let prefill: String?
    private let enough: @Sendable (_ text: String) -> Bool
    private let reading = Guarded(Reading())

    init(_ dialect: any Dialect, prefill: String?, enough: @escaping @Sendable (_ text: String) -> Bool) {
        self.dialect = dialect
        self.prefill = prefill
        self.enough = enough
    }

    /// Takes the next piece of the body; true once the rest of it is not wanted.
    func isOver(_ head: HTTPReplyHead, _ piece: UnsafeBufferPointer<UInt8>, _ at: Int64) -> Bool {
        reading.withLock { reading in
            if reading.reader == nil {
                reading.reader = dialect.reader(
                    status: head.status, headers: head.lines.map { HeaderLine($0.name, $0.value) }, prefill: prefill)
            }
            reading.reader?.feed(piece, at: at)
            guard let progress = reading.reader?.progress else { return false }
            if progress.refused { return true }
            guard progress.textBytes >= reading.next else { return false }
            // By an eighth more each time: all that is read again and again stays within nine times the text.
            reading.next = progress.textBytes + progress.textBytes / 8 + 1
            return enough(reading.reader?.text ?? "")
        }
    }
}
