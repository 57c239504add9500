import Trials

extension VendorSigns {
    static let together = VendorSigns(stops: ["eos": .normal])
}
