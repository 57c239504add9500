#include "shipped.h"

/* C, because a megabyte of text would keep the Swift compiler busy for minutes and #embed takes none. */
#pragma clang diagnostic ignored "-Wc23-extensions"
#include "files.inc"

const railgauge_shipped_file *railgauge_shipped_at(size_t index) {
    const size_t count = sizeof railgauge_shipped_files / sizeof railgauge_shipped_files[0];
    return index < count ? &railgauge_shipped_files[index] : NULL;
}
