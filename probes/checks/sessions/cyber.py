"""Alerts, rules, versions, configurations, a fuzzer, a day of logins."""
import math
import random
import re
import uuid

import textures as t

from .folder import file

HOSTS = [f"wks-{site}-{n:03d}" for site in ("nbo", "mba", "kis") for n in range(1, 90)]
# Process, parent, integrity, weight: what people and management tools start in office hours.
OFFICE = (("powershell.exe", "explorer.exe", "Medium", 20), ("powershell.exe", "ccmexec.exe", "System", 24), ("msiexec.exe", "services.exe", "System", 14), ("wmic.exe", "mmc.exe", "High", 6), ("schtasks.exe", "setup.exe", "High", 10), ("certutil.exe", "cmd.exe", "Medium", 5), ("rundll32.exe", "explorer.exe", "Medium", 16), ("mshta.exe", "iexplore.exe", "Medium", 2))


@file("traj-cyber-siem-backup-noise/alerts.jsonl")
def _(rng):
    """The agent runs in its window (20:00 to 04:00, catching up after logon), office software in office hours; three events of the agent are none of it."""
    own = {host: f"u{rng.randint(1000, 1999)}" for host in HOSTS}
    events = []
    for day in range(7):
        for host in rng.sample(HOSTS, 108):
            at = rng.choice((20, 21, 22, 23, 24, 25, 26, 27)) * 3600 + rng.randint(0, 3599) if rng.random() < .85 else 8 * 3600 + rng.randint(0, 7200)
            if day in (5, 6) and rng.random() < .35:
                continue
            events.append((day * 86400 + at, {"rule": "vss_shadow_access_v3", "host": host, "user": "svc_backup", "process": "backupagent.exe", "parent": "services.exe", "signer": "Northlight Storage Ltd", "integrity": "System"}))
        for _ in range(84 if day < 5 else 12):
            process, parent, integrity, _ = rng.choices(OFFICE, [o[3] for o in OFFICE])[0]
            host = rng.choice(HOSTS)
            at = min(19.5, max(6.5, rng.gauss(11.5, 2.6))) * 3600 + rng.random() * 60
            events.append((day * 86400 + at, {"rule": "lolbin_child_v2", "host": host, "user": "SYSTEM" if integrity == "System" else own[host], "process": process, "parent": parent, "signer": "Microsoft Windows", "integrity": integrity}))
    for at, host in ((1 * 86400 + 13 * 3600 + 724, "wks-mba-017"), (2 * 86400 + 13 * 3600 + 1180, "wks-mba-017"), (3 * 86400 + 15 * 3600 + 91, "wks-nbo-054")):
        events.append((at, {"rule": "vss_shadow_access_v3", "host": host, "user": own[host], "process": "backupagent.exe", "parent": "cmd.exe", "signer": "", "integrity": "High"}))
    events.sort(key=lambda e: e[0])
    return t.jsonl({"@timestamp": t.stamp("2026-10-05T00:00:00", int(at)).replace(" ", "T") + "Z", "alert_id": f"A-{40001 + n}", **e, "verdict": "unreviewed" if not e["signer"] else "benign" if rng.random() < .9 else "unreviewed"} for n, (at, e) in enumerate(events))


RULE = """title: {number} {title}
id: {uid}
status: {status}
description: {text}
tags: [attack.{tactic}, attack.{tid}]
logsource: {{category: {category}, product: {product}}}
detection:
  selection:
    {selection}
  filter_known:
    {known}
  condition: selection and not filter_known
falsepositives: [{fp}]
level: {level}
x_last_90d: {{alerts: {alerts}, true_positives: {tp}, median_triage_min: {minutes}}}
x_test: {test}
---
"""
# Title | technique | tactic | log source | selection | what is filtered | false positives.
RULES = r"""Script host started by an Office program|t1059.005|execution|process_creation|Image|endswith: '\wscript.exe'|ParentImage|endswith: '\explorer.exe'|macros of the finance team
PowerShell with an encoded command|t1059.001|execution|process_creation|CommandLine|contains: ' -enc '|ParentImage|endswith: '\ccmexec.exe'|software deployment
Read access to the memory of LSASS|t1003.001|credential_access|process_access|TargetImage|endswith: '\lsass.exe'|SourceImage|endswith: '\MsMpEng.exe'|endpoint protection
Scheduled task created from a shell|t1053.005|persistence|process_creation|CommandLine|contains: 'schtasks /create'|ParentImage|endswith: '\ccmexec.exe'|software deployment
Remote desktop from a workstation|t1021.001|lateral_movement|logon|LogonType: 10|IpAddress|startswith: '10.8.0.'|administrators
Many failed logons, one source|t1110.003|credential_access|logon|EventID: 4625|IpAddress|startswith: '10.8.9.'|scanner of our own
Service with an unsigned image|t1543.003|persistence|driver_load|Signed: 'false'|ImageLoaded|startswith: 'C:\ProgramData\Deploy\'|label printers
Run key written|t1547.001|persistence|registry_set|TargetObject|contains: '\CurrentVersion\Run'|Image|endswith: '\msiexec.exe'|software deployment
Shadow copies touched|t1490|impact|process_creation|CommandLine|contains: 'shadowcopy'|ParentImage|endswith: '\services.exe'|backup
Log cleared|t1070.001|defense_evasion|system|EventID: 104|SubjectUserName: 'svc_image'|imaging of new machines
Defender exclusion added|t1562.001|defense_evasion|registry_set|TargetObject|contains: '\Windows Defender\Exclusions'|Image|endswith: '\ccmexec.exe'|software deployment
Firewall rule added by a user|t1562.004|defense_evasion|process_creation|CommandLine|contains: 'advfirewall firewall add'|ParentImage|endswith: '\setup.exe'|installers
Local account created|t1136.001|persistence|security|EventID: 4720|SubjectUserName: 'svc_image'|imaging of new machines
Member added to local administrators|t1098|persistence|security|EventID: 4732|SubjectUserName: 'svc_laps'|helpdesk
WMI event subscription|t1546.003|persistence|wmi_event|EventID: 21|User: 'NT AUTHORITY\SYSTEM'|hardware inventory
Process started through WMI|t1047|execution|process_creation|ParentImage|endswith: '\WmiPrvSE.exe'|Image|endswith: '\inventory.exe'|hardware inventory
PsExec service installed|t1021.002|lateral_movement|system|ServiceName: 'PSEXESVC'|SubjectUserName: 'adm_ops'|operations
Admin share mounted|t1021.002|lateral_movement|security|ShareName|endswith: '\ADMIN$'|IpAddress|startswith: '10.8.0.'|operations
Certutil downloads a file|t1105|command_and_control|process_creation|CommandLine|contains: 'urlcache'|User: 'svc_pki'|certificate renewal
Bitsadmin transfer by a user|t1197|persistence|process_creation|CommandLine|contains: '/transfer'|ParentImage|endswith: '\updater.exe'|updates
Regsvr32 with a remote script|t1218.010|defense_evasion|process_creation|CommandLine|contains: '/i:http'|User: 'svc_test'|none known
Mshta with a URL|t1218.005|defense_evasion|process_creation|CommandLine|contains: 'http'|ParentImage|endswith: '\legacyhelp.exe'|old help pages
Rundll32 without arguments|t1218.011|defense_evasion|process_creation|CommandLine|endswith: 'rundll32.exe'|ParentImage|endswith: '\svchost.exe'|printers
Kerberos ticket with RC4|t1558.003|credential_access|security|TicketEncryptionType: '0x17'|ServiceName|startswith: 'legacy-'|old appliances
Directory replication by a user|t1003.006|credential_access|security|Properties|contains: '1131f6aa'|SubjectUserName|endswith: '$'|domain controllers
Dump of NTDS with ntdsutil|t1003.003|credential_access|process_creation|CommandLine|contains: 'ntdsutil'|User: 'svc_dcbackup'|backup of controllers
New scheduled task at logon|t1053.005|persistence|security|EventID: 4698|SubjectUserName: 'svc_deploy'|software deployment
Logon of a disabled account|t1078|initial_access|logon|Status: '0xC0000072'|IpAddress|startswith: '10.8.9.'|scanner of our own
Logon at night by an office account|t1078.002|initial_access|logon|LogonType: 2|User|startswith: 'shift_'|night shift
Archive tool in a user folder|t1560.001|collection|process_creation|CommandLine|contains: ' a -hp'|User: 'svc_archive'|records office
Large upload to a cloud store|t1567.002|exfiltration|proxy|ClientBytes|gt: 200000000|Host|endswith: '.ourtenant.example'|design team
DNS query with a long label|t1071.004|command_and_control|dns_query|QueryName|re: '[a-z0-9]{40,}'|QueryName|endswith: '.cdn.example'|content networks
Beacon interval in proxy log|t1071.001|command_and_control|proxy|IntervalJitter|lt: 0.05|Host|endswith: '.telemetry.example'|telemetry
USB storage with an executable|t1091|initial_access|file_event|TargetFilename|re: '^[D-Z]:.*\.exe$'|User|startswith: 'lab_'|laboratory
Image mounted from mail|t1553.005|defense_evasion|file_event|TargetFilename|endswith: '.iso'|User|startswith: 'lab_'|laboratory
Shortcut starts a shell|t1204.002|execution|process_creation|ParentCommandLine|contains: '.lnk'|Image|endswith: '\explorer.exe'|desktop shortcuts
Browser password file read|t1555.003|credential_access|file_access|TargetFilename|endswith: '\Login Data'|Image|endswith: '\chrome.exe'|sync clients
Keylogger API in a user process|t1056.001|collection|api_call|Api: 'SetWindowsHookEx'|Image|endswith: '\assist.exe'|accessibility tools
Screen captured by a script|t1113|collection|powershell|ScriptBlockText|contains: 'CopyFromScreen'|User: 'svc_kiosk'|kiosks
Clipboard read in a loop|t1115|collection|powershell|ScriptBlockText|contains: 'Get-Clipboard'|User|startswith: 'dev_'|developers
Child of the spooler|t1068|privilege_escalation|process_creation|ParentImage|endswith: '\spoolsv.exe'|Image|endswith: '\splwow64.exe'|printers
Token of another user taken|t1134.001|privilege_escalation|security|EventID: 4624|LogonProcessName: 'seclogo'|helpdesk
UAC bypass through eventvwr|t1548.002|privilege_escalation|registry_set|TargetObject|contains: '\mscfile\shell\open'|Image|endswith: '\msiexec.exe'|none known
Driver on the vulnerable list|t1068|privilege_escalation|driver_load|Hashes|contains: 'IMPHASH=F8E'|ImageLoaded|contains: '\BiosTool\'|BIOS updates
Group policy changed out of hours|t1484.001|defense_evasion|security|EventID: 5136|SubjectUserName: 'adm_gpo'|change window
AS-REP roastable account used|t1558.004|credential_access|security|PreAuthType: '0'|ServiceName|startswith: 'legacy-'|old appliances
Domain trust listed|t1482|discovery|process_creation|CommandLine|contains: 'nltest /domain_trusts'|User: 'svc_audit'|audit
Group members listed|t1069.002|discovery|process_creation|CommandLine|contains: 'net group'|ParentImage|endswith: '\logonscript.exe'|logon script
Port sweep from a workstation|t1046|discovery|network|DistinctPorts|gt: 100|SourceIp|startswith: '10.8.9.'|scanner of our own
ARP table read by a script|t1016|discovery|process_creation|CommandLine|contains: 'arp -a'|User|startswith: 'net_'|network team
Security tool stopped|t1562.001|defense_evasion|system|EventID: 7036|ServiceName: 'Spooler'|maintenance
Macro file opened from mail|t1566.001|initial_access|file_event|TargetFilename|endswith: '.docm'|User|startswith: 'fin_'|macros of the finance team
OneNote starts a script|t1566.001|initial_access|process_creation|ParentImage|endswith: '\onenote.exe'|Image|endswith: '\onenotem.exe'|none known
HTML smuggling download|t1027.006|defense_evasion|file_event|TargetFilename|contains: '(1).html.zip'|User|startswith: 'dev_'|developers
Kernel debugger attached|t1562.001|defense_evasion|registry_set|TargetObject|contains: '\Debug\'|User|startswith: 'dev_'|developers
Remote registry enabled|t1112|defense_evasion|system|ServiceName: 'RemoteRegistry'|SubjectUserName: 'svc_audit'|audit
Print of a confidential file at night|t1052|exfiltration|print|DocumentName|contains: 'CONF'|User|startswith: 'shift_'|night shift
Mail rule that forwards outside|t1114.003|collection|exchange|Cmdlet: 'New-InboxRule'|User: 'svc_offboard'|leavers
OAuth consent by a user|t1528|credential_access|cloud|Operation: 'Consent to application'|AppId|startswith: '0000000'|first-party apps
Impossible travel|t1078.004|initial_access|cloud|RiskEvent: 'impossibleTravel'|IpAddress|startswith: '198.51.100.'|our own VPN
MFA push refused ten times|t1621|credential_access|cloud|Result: 'MFA denied'|User|startswith: 'test_'|test accounts
Legacy protocol used for mail|t1078.004|initial_access|cloud|ClientApp: 'IMAP4'|User|startswith: 'scan_'|scanners that send mail
Backup catalogue deleted|t1490|impact|process_creation|CommandLine|contains: 'delete catalog'|User: 'svc_backup'|backup
Many files renamed in a minute|t1486|impact|file_event|RenamesPerMinute|gt: 300|Image|endswith: '\migrate.exe'|migration of shares""".splitlines()
SPECIAL = {9: (412, 0, "missing"), 27: (388, 0, "missing"), 41: (530, 0, "missing"), 52: (377, 6, "present")}


def rules():
    """Number, alerts, true positives, test of each; tickets are written about these."""
    rng, out = random.Random("rules"), []
    for n, line in enumerate(RULES, 1):
        alerts = round(min(240, rng.lognormvariate(3.1, 1.1)))
        out.append((n, line, *SPECIAL.get(n, (alerts, min(alerts, rng.choices((0, 1, 2, 3, 5), (50, 22, 14, 9, 5))[0]), "present" if rng.random() < .86 else "missing"))))
    return out


def cut(text):
    """The seven parts of a line: a field's modifier has a bar of its own."""
    title, tid, tactic, category, rest = text.split("|", 4)
    rest, fp = rest.rsplit("|", 1)
    parts, fields = rest.split("|"), []
    while parts:
        field = parts.pop(0)
        if ":" not in field:
            field += "|" + parts.pop(0)
        fields.append(field)
    return title, tid, tactic, category, *fields, fp


@file("traj-cyber-rule-backlog/rules.yaml")
def _(rng):
    out = []
    for n, line, alerts, tp, test in rules():
        title, tid, tactic, category, selection, known, fp = cut(line)
        out.append(RULE.format(number=f"R{n:02d}", title=title, uid=uuid.UUID(int=rng.getrandbits(128), version=4), status=rng.choices(("stable", "test", "experimental"), (5, 3, 2))[0], text=rng.choice(("Behaviour seen in exercises of our own team.", "Derived from an incident of the sector.", "From the public rule set, adapted.", "Written after the tabletop of 2025.")),
                               tactic=tactic, tid=tid, category=category, product={"cloud": "m365", "exchange": "m365", "proxy": "proxy", "network": "zeek"}.get(category, "windows"), selection=selection, known=known, fp=fp, level=rng.choice(("low", "medium", "high")), alerts=alerts, tp=tp, minutes=rng.randint(3, 28), test=test))
    return "".join(out)


@file("traj-cyber-rule-backlog/tickets.tsv")
def _(rng):
    """Ticket numbers run with time; what a ticket says of a rule is true of it."""
    stock = rules()
    noisy, bare = [n for n, _, alerts, *_ in stock if alerts > 60], [n for n, *_, test in stock if test == "missing"]
    ages = sorted((max(2, round(rng.triangular(2, 212, 60))) for _ in range(90)), reverse=True)
    out, seen = [], set()
    for k, age in enumerate(ages):
        while True:
            note = rng.choice(("noisy since the agent update", "no test event", "no test event", "field renamed in the new schema", "requested by the SOC lead", "duplicate of another rule?", "needs an owner", "needs an owner"))
            rule = rng.choice(noisy if note.startswith("noisy") else bare if note.startswith("no test") else range(1, 65))
            if note.startswith("noisy") and age > 120 or (note, rule) in seen:
                continue
            break
        seen.add((note, rule))
        out.append([f"DET-{700 + k}", rng.choice("P2 P3 P3 P4".split()), f"R{rule:02d}", note, age])
    out[34][1:4] = ["P3", "R52", "proposed for deletion: too noisy"]
    return t.tsv("ticket priority rule note age_days".split(), out)


@file("traj-cyber-xz-fleet/versions.txt")
def _(rng):
    lines = ["$ ansible all -o -m shell -a \"dpkg-query -W -f '\\${Version}' liblzma5 2>/dev/null || rpm -q --qf '%{VERSION}-%{RELEASE}' xz-libs\""]
    group = []
    while len(group) < 420:
        # Hosts were set up in batches, so neighbours share a release.
        group += [rng.choices(("5.4.1-0.2", "5.2.5-2.1~deb11u1", "5.4.5-0.3", "5.2.4-4.el8_6", "5.2.5-8.el9_0"), (40, 18, 8, 14, 20))[0]] * rng.randint(1, 9)
    for n in range(1, 421):
        version = {37: "5.6.1-1", 122: "5.6.0-0.2", 260: "5.6.1+really5.4.5-1", 398: "5.6.1-1"}.get(n, group[n - 1])
        if n in (88, 301):
            lines.append(f"srv-{n:03d}.intern.example | UNREACHABLE!: Failed to connect to the host via ssh: ssh: connect to host srv-{n:03d}.intern.example port 22: Connection timed out")
        else:
            lines.append(f"srv-{n:03d}.intern.example | CHANGED | rc=0 | (stdout) {version}")
    return "\n".join(lines) + "\n"


PORTS = {"crane": 20, "weighbridge": 20, "gate camera": 40, "scanner": 20, "office": 10, "wifi ap": 30}


@file("traj-cyber-switch-hardening/configs.txt")
def _(rng):
    out = []
    for n in range(1, 25):
        out += [f"! ---- sw-{n:02d} ----", "service timestamps log datetime msec", "service password-encryption", f"hostname sw-{n:02d}", "enable secret 9 <removed>", "aaa new-model", "ip domain name port.example", "spanning-tree mode rapid-pvst"]
        kinds = rng.choices(list(PORTS) + ["spare"], {0: (5, 2, 2, 3, 0, 1, 3), 1: (0, 0, 4, 0, 2, 2, 3), 2: (0, 0, 0, 0, 8, 2, 2)}[n % 3], k=12)
        for port, kind in enumerate(kinds, 1):
            out += [f"interface GigabitEthernet1/0/{port}", f" description {kind}" + (f" {rng.randint(1, 24)}" if kind not in ("spare", "office") else ""), f" switchport access vlan {PORTS.get(kind, 999)}", " switchport mode access"]
            out += [" shutdown"] if kind == "spare" else [" spanning-tree portfast"]
            out += [] if rng.random() < .06 else [" spanning-tree bpduguard enable"]
        out += [f"interface GigabitEthernet1/0/{k}" + f"\n description uplink core-{k - 22}\n switchport mode trunk" for k in (23, 24)]
        out += [f"interface Vlan99\n ip address 10.20.99.{n + 10} 255.255.255.0", "ip default-gateway 10.20.99.1", "no ip http server" if n not in (5, 13) else "ip http server", "no ip http secure-server", "ip ssh version 2", "ip access-list standard MGMT\n permit 10.20.0.0 0.0.0.255\n deny   any log"]
        out += ["logging host 10.20.0.9"] if n not in (8, 21) else []
        out += ["snmp-server group ops v3 priv" if n not in (3, 13, 19) else "snmp-server community public RO", "line con 0\n exec-timeout 5 0", "line vty 0 4"] + ([" access-class MGMT in"] if n != 22 else []) + [f" exec-timeout {10 if n % 5 == 0 else 5} 0", " transport input ssh" if n not in (13, 22) else " transport input telnet ssh", "ntp server 10.20.0.4", "ntp server 10.20.0.5", "end"]
    return "\n".join(out) + "\n"


# Scenario: mappings that fit it, components where it can happen, mitigations that would help.
SCENARIOS = {
    "documents from outside carry instructions": ("OWASP LLM01|ATLAS AML.T0051", "retriever|planner|mail reader|web fetcher", "separate channel for data|content filter|human approval"), "a tool acts with the agent's own rights": ("OWASP LLM06|ATLAS AML.T0053", "tool gateway|planner|scheduler", "per-user token|allow-list|human approval"),
    "memory is shared between tenants": ("OWASP LLM02|ATLAS AML.T0057", "memory store|retriever|evaluator", "key per tenant|separate index"), "output is rendered as HTML": ("OWASP LLM05", "user interface|mail reader|report builder", "escaping|sandboxed frame"),
    "logs hold user text": ("OWASP LLM02", "tool gateway|scheduler|evaluator|memory store", "redaction|30 days retention"), "model version changes without test": ("OWASP LLM03|ATLAS AML.T0010", "planner|evaluator|retriever", "pinned version|regression set"),
    "poisoned page in the index": ("OWASP LLM08|ATLAS AML.T0070", "retriever|web fetcher", "source allow-list|review of new sources"), "system prompt is asked for and given": ("OWASP LLM07", "user interface|planner", "no secrets in prompts"), "loop without a limit": ("OWASP LLM10|ATLAS AML.T0034", "scheduler|planner|tool gateway", "budget per task|step limit"),
    "wrong answer is acted on": ("OWASP LLM09", "report builder|planner|evaluator", "human approval|second source"), "package of a plug-in is replaced": ("OWASP LLM03|ATLAS AML.T0010", "tool gateway|scheduler", "signed packages|lock file"), "token in a tool result": ("OWASP LLM02|ATLAS AML.T0057", "tool gateway|mail reader|web fetcher", "secret scan|short-lived token"),
    "file path leaves the workspace": ("OWASP LLM05", "tool gateway|report builder", "sandbox|path check"), "approval dialog hides arguments": ("OWASP LLM06", "user interface|scheduler", "full arguments shown"),
}
OWNERS = {"planner": "apps", "retriever": "search", "tool gateway": "platform", "memory store": "platform", "user interface": "apps", "scheduler": "platform", "evaluator": "search", "mail reader": "apps", "web fetcher": "search", "report builder": "apps"}
# Agents of the organisation, and how much a fault of theirs would matter.
AGENTS = {"claims desk": 3, "mail triage": 2, "intranet search": 1, "code helper": 3, "travel booking": 2, "report writer": 1}
BARE = {18: ("claims desk", "tool gateway", "a tool acts with the agent's own rights"), 42: ("mail triage", "memory store", "memory is shared between tenants"), 64: ("code helper", "tool gateway", "file path leaves the workspace"), 97: ("travel booking", "tool gateway", "token in a tool result"), 128: ("report writer", "web fetcher", "documents from outside carry instructions")}
HIGH = 23


@file("traj-cyber-threat-model/components.tsv")
def _(rng):
    """Each agent, component and scenario once, agent by agent; 23 rows are high without mitigation, five of them without mapping."""
    every = [(agent, component, scenario) for agent in AGENTS for scenario, (_, components, _) in SCENARIOS.items() for component in components.split("|")]
    free = [row for row in every if row not in BARE.values()]
    places = {n: BARE[n] for n in BARE}
    # As many of each agent as stand between the planted rows, so that the agents come one after the other.
    borders = [0, 22, 44, 66, 88, 110, 130]
    for k, agent in enumerate(AGENTS):
        own = rng.sample([row for row in free if row[0] == agent], sum(n not in BARE for n in range(borders[k] + 1, borders[k + 1] + 1)))
        own.sort(key=lambda row: list(OWNERS).index(row[1]))
        for n in range(borders[k] + 1, borders[k + 1] + 1):
            if n not in places:
                places[n] = own.pop(0)
    heavy = [n for n in places if n not in BARE and AGENTS[places[n][0]] > 1]
    open_rows = set(BARE) | set(rng.sample(heavy, HIGH - len(BARE)))
    rows = []
    for n in sorted(places):
        agent, component, scenario = places[n]
        maps, _, helps = SCENARIOS[scenario]
        severity = "high" if n in open_rows else rng.choices(("high", "medium", "low"), {3: (40, 44, 16), 2: (24, 46, 30), 1: (8, 42, 50)}[AGENTS[agent]])[0]
        mitigation = "none" if n in open_rows else rng.choice(helps.split("|")) if severity == "high" or rng.random() < .6 else rng.choice(("none", "none", "tbd"))
        rows.append([f"TM-{n:03d}", agent, component, scenario, "" if n in BARE or (n not in open_rows and severity != "high" and rng.random() < .12) else rng.choice(maps.split("|")), severity, mitigation, OWNERS[component]])
    return t.tsv("id agent component scenario mapping severity mitigation owner".split(), rows)


CODE = """$ sed -n 96,126p ini/value.c
/* copies a value and closes a quoted one */
int ini_value_copy(char *out, size_t cap, const char *in, size_t len)
{
    size_t used = 0;
    int quoted = len > 0 && in[0] == '"';

    if (quoted) { in++; len--; }
    while (len > 0 && (in[len - 1] == ' ' || in[len - 1] == '\\t')) len--;
    if (quoted && len > 0 && in[len - 1] == '"') len--;
    if (len > cap)
        return INI_TOO_LONG;
    while (used < len && in[used] != '\\\\') used++;
    if (used == len) {
        memcpy(out, in, len);
        out[len] = '\\0';
        return INI_OK;
    }
    return ini_value_unescape(out, cap, in, len);
}
"""


@file("traj-cyber-asan-ini/asan.txt")
def _(rng):
    """As libFuzzer prints: a pulse at each power of two, NEW where an input reached something; the corpus grows by the length of each new input."""
    lines = ["INFO: Running with entropic power schedule (0xFF, 100).", "INFO: Seed: 2216409118", "INFO: Loaded 1 modules   (412 inline 8-bit counters): 412 [0x5581eb2c4a10, 0x5581eb2c4bac), ", "INFO: Loaded 1 PC tables (412 PCs): 412 [0x5581eb2c4bb0,0x5581eb2c6570), ", "INFO:       12 files found in corpus", "INFO: -max_len is not provided; libFuzzer will not generate inputs larger than 4096 bytes",
             "INFO: seed corpus: files: 12 min: 3b max: 61b total: 311b rss: 31Mb", "#13\tINITED cov: 41 ft: 58 corp: 12/311b exec/s: 0 rss: 31Mb"]
    executed, cover, features, corpus, size, limit = 13, 41, 58, 12, 311, 61
    for power in range(6, 24):
        for _ in range(rng.randint(3, 7)):
            executed += max(1, (2 ** power - executed) * rng.randint(8, 22) // 100)
            length = rng.randint(4, min(limit, 64))
            cover, features, corpus, size = min(406, cover + rng.choice((0, 0, 1, 1, 2, 3))), features + rng.randint(1, 6), corpus + 1, size + length
            seconds = executed / 14000
            moves = [rng.choice(("ChangeByte", "InsertByte", "CopyPart", "CrossOver", "EraseBytes", "ShuffleBytes", "ChangeBit", "ChangeBinInt")) for _ in range(rng.choice((1, 1, 2, 2, 3, 4, 5)))]
            lines.append(f"#{executed}\tNEW    cov: {cover} ft: {features} corp: {corpus}/{size}b lim: {limit} exec/s: {0 if seconds < 1 else round(executed / math.floor(seconds))} rss: {31 + power * 2}Mb L: {length}/{limit} MS: {len(moves)} {'-'.join(moves)}-")
            if executed > 500 and limit < 4096 and rng.random() < .12:
                limit += rng.randint(1, 6)
        executed = 2 ** power
        if power >= 12:
            lines.append(f"#{executed}\tpulse  cov: {cover} ft: {features} corp: {corpus}/{size}b lim: {limit} exec/s: {0 if executed < 14000 else round(executed / math.floor(executed / 14000))} rss: {31 + power * 2}Mb")
    frames = "\n".join(f"    #{k} 0x5581eb{t.hash7(random.Random(k), 6)} in {f} {s}" for k, (f, s) in enumerate([("ini_value_copy", "/src/ini/value.c:110:18"), ("ini_read_line", "/src/ini/reader.c:203:14"), ("ini_load", "/src/ini/reader.c:251:9"), ("LLVMFuzzerTestOneInput", "/src/fuzz/fuzz_ini.c:19:3")]))
    alloc = "\n".join(f"    #{k} 0x5581eb{t.hash7(random.Random(k + 9), 6)} in {f} {s}" for k, (f, s) in enumerate([("malloc", "(/src/fuzz/fuzz_ini+0x10c3be)"), ("ini_read_line", "/src/ini/reader.c:198:17"), ("ini_load", "/src/ini/reader.c:251:9"), ("LLVMFuzzerTestOneInput", "/src/fuzz/fuzz_ini.c:19:3")]))
    return ("\n".join(lines) + "\n=================================================================\n==712==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x606000000160 at pc 0x5581eb1f2a41 bp 0x7ffd1c0e5d10 sp 0x7ffd1c0e5d08\nWRITE of size 1 at 0x606000000160 thread T0\n" + frames
            + "\n\n0x606000000160 is located 0 bytes after 64-byte region [0x606000000120,0x606000000160)\nallocated by thread T0 here:\n" + alloc + "\n\nSUMMARY: AddressSanitizer: heap-buffer-overflow /src/ini/value.c:110:18 in ini_value_copy\n==712==ABORTING\nartifact_prefix='./'; Test unit written to ./crash-" + t.hash7(random.Random(5), 40) + "\n\n" + CODE)


@file("traj-cyber-auth-timeline/auth.log")
def _(rng):
    """Five people and two services, each with a key, an address or two and hours of their own; sudo, cron; and one login that is unlike the others."""
    def key():
        return "".join(rng.choice(t.BASE64) for _ in range(43))
    people = {"amina": (key(), ["10.4.1.92", "10.4.3.18"], 7.8, 16.5), "jorge": (key(), ["10.4.2.44"], 9.2, 18.8), "liwei": (key(), ["10.4.0.179", "10.8.0.12"], 8.5, 21.3), "petra": (key(), ["10.4.1.170"], 7.1, 15.2), "otieno": (key(), ["10.4.2.61"], 10.0, 19.0)}
    # `{name}` in a line is a process; ids are given in the order in which processes appear.
    events, count = [], 0

    def process():
        nonlocal count
        count += 1
        return f"{{p{count}}}"

    def session(at, user, address, print_, seconds, commands=()):
        pid, child, out = process(), process(), rng.randint(32768, 60999)
        events.append((at, f"sshd[{pid}]: Accepted publickey for {user} from {address} port {out} ssh2: ED25519 SHA256:{print_}"))
        events.append((at + .1, f"sshd[{pid}]: pam_unix(sshd:session): session opened for user {user}(uid={1001 + sorted(people).index(user) if user in people else 990}) by (uid=0)"))
        for after, text in commands:
            events.append((at + after, text))
        events.append((at + seconds, f"sshd[{child}]: Disconnected from user {user} {address} port {out}"))
        events.append((at + seconds + .1, f"sshd[{pid}]: pam_unix(sshd:session): session closed for user {user}"))
    for half in range(48):
        session(half * 1800 + 62 + rng.uniform(0, 4), "svc_scan", "10.4.0.9", SCAN, rng.uniform(3, 9))
    for hour in range(24):
        outer, inner, at = process(), process(), hour * 3600 + 17 * 60 + 1
        events.append((at, f"CRON[{outer}]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)"))
        events.append((at + .1, f"CRON[{inner}]: (root) CMD (cd / && run-parts --report /etc/cron.hourly)"))
        events.append((at + .5, f"CRON[{outer}]: pam_unix(cron:session): session closed for user root"))
    for user, (print_, addresses, first, last) in people.items():
        for _ in range(rng.randint(22, 34)):
            at = rng.uniform(first, last) * 3600
            commands = []
            if rng.random() < .25:
                what = rng.choice(("/usr/bin/systemctl status haproxy", "/usr/bin/journalctl -u haproxy -n 200", "/usr/bin/systemctl reload haproxy", "/usr/bin/tail -f /var/log/haproxy.log", "/usr/bin/apt list --upgradable"))
                commands.append((rng.uniform(20, 50), f"sudo:    {user} : TTY=pts/{rng.randint(0, 4)} ; PWD=/home/{user} ; USER=root ; COMMAND={what}"))
            session(at, user, rng.choice(addresses), print_, rng.uniform(60, 2600), commands)
        for _ in range(rng.randint(1, 4)):
            events.append((rng.uniform(first, last) * 3600, f"sshd[{process()}]: Connection closed by authenticating user {user} {addresses[0]} port {rng.randint(32768, 60999)} [preauth]"))
    # Somebody tries names in bursts, from three addresses.
    for begin, address in ((9120, "198.51.100.23"), (31870, "198.51.100.95"), (70410, "198.51.100.230")):
        at = begin
        for name in rng.sample(("admin", "test", "oracle", "ubuntu", "git", "pi", "ftpuser", "postgres", "deploy", "user", "support", "guest", "jenkins"), rng.randint(9, 13)):
            pid, out = process(), rng.randint(32768, 60999)
            events.append((at, f"sshd[{pid}]: Invalid user {name} from {address} port {out}"))
            events.append((at + 1.2, f"sshd[{pid}]: Connection closed by invalid user {name} {address} port {out} [preauth]"))
            at += rng.uniform(2, 9)
    pid, child, edit, cron, inner = (process() for _ in range(5))
    for at, text in ((40210, f"sshd[{pid}]: Accepted password for backupop from 203.0.113.77 port 51122 ssh2"), (40210.2, f"sshd[{pid}]: pam_unix(sshd:session): session opened for user backupop(uid=1017) by (uid=0)"),
                     (40255, "sudo: backupop : TTY=pts/3 ; PWD=/home/backupop ; USER=root ; COMMAND=/usr/bin/crontab -u root -e"), (40312, f"crontab[{edit}]: (root) REPLACE (root)"), (40441, f"CRON[{cron}]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)"),
                     (40441.1, f"CRON[{inner}]: (root) CMD (/usr/local/bin/refresh.sh)"), (40463, f"CRON[{cron}]: pam_unix(cron:session): session closed for user root"), (41021, f"sshd[{child}]: Disconnected from user backupop 203.0.113.77 port 51122"), (41021.1, f"sshd[{pid}]: pam_unix(sshd:session): session closed for user backupop")):
        events.append((at, text))
    ids, now, out = {}, 1211, []
    for at, text in sorted(events):
        for name in re.findall(r"\{p\d+\}", text):
            if name not in ids:
                now += rng.randint(1, 23)
                ids[name] = str(now)
            text = text.replace(name, ids[name])
        if at < 86400:
            out.append(f"{t.stamp('2026-11-02 00:00:00', int(at))} gw1 {text}")
    return "\n".join(out) + "\n"


SCAN = "Zq3mB7dVxP0sK1tYhC9nLwR2uGfE5aJ8oIiXbTzNQ4M"
