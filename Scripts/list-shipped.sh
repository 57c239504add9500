#!/bin/sh
# Writes the list of files that become part of the binary: suites with the texts they name, studies, scenarios, schemas, and the templates of report.html.
# `make shipped` runs it; `make check` fails where the committed list is not what it would write.
set -eu
cd "$(dirname "$0")/.."
export LC_ALL=C
out=${1:-Sources/CShipped/files.inc}
{
    echo "/* Written by Scripts/list-shipped.sh: do not edit. */"
    find probes Schemas Templates -type f -size +0c ! -path 'probes/checks/*' ! -name README.md | sort | awk '
        { printf "static const unsigned char file_%d[] = {\n#embed \"../../%s\"\n};\n", NR, $0; paths[NR] = $0 }
        END {
            print "static const railgauge_shipped_file railgauge_shipped_files[] = {"
            for (i = 1; i <= NR; i++) printf "    {\"%s\", file_%d, sizeof file_%d},\n", paths[i], i, i
            print "};"
        }'
} > "$out"
