import Trials
import Vendors

/// Blocks, wherever they stand. Tested before any generic rule: as errors they hide under 400 and 403.
enum SafeguardRules {
    static func block(in exchange: Exchange, style: AccessStyle) -> BlockSign? {
        let reply = exchange.reply
        if let error = reply.error {
            for vendor in Vendor.known { if let sign = vendor.error(error, exchange, style) { return sign } }
        }
        let stop = StopSign(reply.stopReason)
        for vendor in Vendor.known { if let sign = vendor.reply(reply, stop, style) { return sign } }
        return nil
    }
}
