#ifndef RAILGAUGE_SHIPPED_H
#define RAILGAUGE_SHIPPED_H

#include <stddef.h>

/* One file of the repository that is part of the binary. */
typedef struct {
    const char *path;
    const unsigned char *bytes;
    size_t count;
} railgauge_shipped_file;

/* Files sorted by path. The pointer is NULL past the last one. */
const railgauge_shipped_file *railgauge_shipped_at(size_t index);

#endif
