import Formats
import Testing

@Suite struct MedianTests {
    @Test(arguments: [([], nil), ([4.0], 4.0), ([3, 1, 2], 2), ([4, 1, 3, 2], 3)] as [([Double], Double?)])
    func theMiddleIsTheUpperOfTwo(_ values: [Double], _ median: Double?) {
        #expect(values.median == median)
    }
}
