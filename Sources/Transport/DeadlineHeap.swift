/// What a deadline heap keeps: an object that remembers its place, so that it can be taken out when it ends.
protocol HeapMember: AnyObject {
    /// The member's place; -1 when it is in no heap.
    var heapIndex: Int { get set }
}

/// A binary heap of members by time.
///
/// A member leaves the moment it ends: waiting for its old deadline would keep minutes of finished replies in memory.
struct DeadlineHeap<Member: HeapMember> {
    private var entries: [(at: Int64, member: Member)] = []

    var first: (at: Int64, member: Member)? { entries.first }

    /// Puts a member in, or moves it to another time.
    mutating func set(_ member: Member, at time: Int64) {
        if member.heapIndex < 0 {
            entries.append((time, member))
            member.heapIndex = entries.count - 1
            siftUp(entries.count - 1)
        } else {
            let index = member.heapIndex
            let earlier = time < entries[index].at
            entries[index].at = time
            if earlier { siftUp(index) } else { siftDown(index) }
        }
    }

    /// The time a member is filed under.
    func time(of member: Member) -> Int64? { member.heapIndex < 0 ? nil : entries[member.heapIndex].at }

    mutating func remove(_ member: Member) {
        let index = member.heapIndex
        guard index >= 0 else { return }
        let last = entries.count - 1
        if index != last { swap(index, last) }
        entries.removeLast()
        member.heapIndex = -1
        if index != last {
            siftUp(index)
            siftDown(index)
        }
    }

    private mutating func swap(_ left: Int, _ right: Int) {
        entries.swapAt(left, right)
        entries[left].member.heapIndex = left
        entries[right].member.heapIndex = right
    }

    private mutating func siftUp(_ start: Int) {
        var index = start
        while index > 0, case let parent = (index - 1) / 2, entries[index].at < entries[parent].at {
            swap(index, parent)
            index = parent
        }
    }

    private mutating func siftDown(_ start: Int) {
        var index = start
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2] where child < entries.count {
                if entries[child].at < entries[least].at { least = child }
            }
            if least == index { return }
            swap(index, least)
            index = least
        }
    }
}
