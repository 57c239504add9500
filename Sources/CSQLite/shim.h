#ifndef RAILGAUGE_CSQLITE_SHIM_H
#define RAILGAUGE_CSQLITE_SHIM_H

// sqlite3_config has variable arguments, which Swift cannot call.

#include <sqlite3.h>

/// SQLite keeps no count of its memory: the count takes a lock at every allocation. No effect once SQLite is in use.
static inline void csqlite_count_no_memory(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

#endif
