"""Reports of pytest, as pytest 8.3 prints them in a pipe of 80 columns."""
import random
from itertools import islice

from .folder import file

WIDTH = 80


def bar(title, sign="="):
    fill = sign * max((WIDTH - len(title) - 2) // 2, 1)
    line = f"{fill} {title} {fill}"
    return line + sign if len(line) + 1 <= WIDTH else line


def report(names, failures=(), plugins=(), header=(), seconds=0.0, root="/work/repo"):
    """`names`: (module, test) in order. `failures`: {(module, test): (block, one line)}."""
    failures = dict(failures)
    lines = [bar("test session starts"), "platform linux -- Python 3.12.6, pytest-8.3.3, pluggy-1.5.0 -- /opt/venv/bin/python", "cachedir: .pytest_cache", *header, f"rootdir: {root}", "configfile: pyproject.toml",
             "plugins: " + ", ".join(plugins), f"collecting ... collected {len(names)} items", ""]
    for place, (module, test) in enumerate(names, 1):
        text = f"tests/{module}.py::{test} {'FAILED' if (module, test) in failures else 'PASSED'}"
        lines.append(text + f" [{100 * place // len(names):3d}%]".rjust(WIDTH - 1 - len(text)))
    lines.append("")
    if failures:
        lines.append(bar("FAILURES"))
        for (module, test), (block, _) in failures.items():
            lines += [bar(test, "_"), "", block.strip("\n")]
        lines.append(bar("short test summary info"))
        lines += [f"FAILED tests/{m}.py::{t} - {line}" for (m, t), (_, line) in failures.items()]
    passed = len(names) - len(failures)
    clock = f" (0:{int(seconds) // 60:02d}:{int(seconds) % 60:02d})" if seconds >= 60 else ""
    lines.append(bar((f"{len(failures)} failed, " if failures else "") + f"{passed} passed in {seconds:.2f}s{clock}"))
    return "\n".join(lines) + "\n"


# ---- a test that fails in one order and passes in another

FLAKY = {
    "test_cache": "put_and_get|get_of_missing_key|ttl|ttl_zero_never_stored|evicts_oldest_first|evicts_by_size|clear_removes_files|survives_reopen|keys_are_hashed|two_processes_share_a_folder|corrupt_entry_is_dropped",
    "test_clock": "now_is_utc|monotonic|limits|rejects_bad|parses_offset|rounds_to_second|is_future|leap_day",
    "test_config": "defaults|file_over_defaults|env_over_file|unknown_key_is_named|missing_file|nested_tables|paths_are_expanded|bool_words|empty_file|reload_keeps_overrides",
    "test_index": "insert|insert_twice|remove|prefix_search|range_search|rebuild_equals_incremental|empty_index|order_is_stable|large_batch|snapshot_is_read_only|compaction_keeps_rows",
    "test_loader": "csv|csv_with_bom|tsv|gzip|bad_row_names_line|missing_column|header_only|quotes_in_fields|chunks_cover_everything|latin1_is_refused|progress_callback|stdin",
    "test_merge": "disjoint|overlap_left_wins|overlap_right_wins|three_way|conflict_is_listed|empty_side|types_must_agree|keeps_column_order|commutes_without_conflict",
    "test_paths": "relative_to_root|symlink_outside_is_refused|tilde|unicode_names|long_names|case_folding|temp_is_removed|trailing_slash",
    "test_query": "eq|lt_and_gt|and_or|not_binds_tighter|in_list|like|null_is_not_empty|limit_and_offset|order_by_two_columns|parse_error_has_column|parameters|unknown_column|explain",
    "test_render": "plain|markdown|html_is_escaped|wide_characters|no_rows|column_widths|numbers_right_aligned|colour_off_in_pipe|truncates_long_cells|footer",
    "test_store": "open_creates|open_twice|write_read|rollback|crash_between_writes|lock_is_released|migrates_v1|refuses_newer_version|vacuum|backup_while_writing|read_only_open",
    "test_sync": "push|pull|push_then_pull|resume_after_drop|conflict_keeps_both|deletes_are_synced|skips_ignored|two_clients|clock_skew_is_reported",
    "test_units": "metres|feet|knots|mixed_is_refused|parse_with_space|parse_without_space|round_trip|zero|negative",
}
VICTIM = ("test_cache", "test_cache_ttl")
CACHE_BLOCK = """    def test_cache_ttl(tmp_cache):
        tmp_cache.put("k", 1, ttl=5)
        time.sleep(0.01)
>       assert tmp_cache.get("k") == 1
E       AssertionError: assert None == 1
E        +  where None = get('k')
E        +    where get = <cache.Cache object at 0x7f1c5a2e3b90>.get

tests/test_cache.py:58: AssertionError
""" + bar("Captured log call", "-") + """
DEBUG    cache:cache.py:31 now=4102444800.0 expires=1792137612.4 -> expired"""


def shuffled(rng, first, second):
    """As pytest-randomly shuffles: modules, then the tests of each; `first` stands before `second`."""
    modules = list(FLAKY)
    rng.shuffle(modules)
    i, j = modules.index(first), modules.index(second)
    if i > j:
        modules[i], modules[j] = second, first
    return [(m, f"{m}_{t}") for m in modules for t in rng.sample(FLAKY[m].split("|"), len(FLAKY[m].split("|")))]


PLUGINS = ("hypothesis-6.115.3", "randomly-3.16.0", "xdist-3.6.1")


@file("traj-agentic-flaky-order/run_a.txt")
def _(rng):
    return report(shuffled(rng, "test_clock", "test_cache"), {VICTIM: (CACHE_BLOCK, "AssertionError: assert None == 1")}, PLUGINS, ["Using --randomly-seed=4711"], 61.83)


@file("traj-agentic-flaky-order/run_b.txt")
def _(rng):
    return report(shuffled(rng, "test_cache", "test_clock"), (), PLUGINS, ["Using --randomly-seed=12"], 60.21)


# ---- a loader that repeats a document after a resume

LOADER = {
    "test_ckpt": "save_load_round_trip|interrupted_save_keeps_old|missing_key_is_named|extra_key_is_named|optimizer_state|rng_state|newest_of_folder|empty_folder|keeps_last_three",
    "test_dist": "one_rank|two_ranks_disjoint|ranks_cover_epoch|uneven_shards|barrier_timeout|seed_differs_by_rank",
    "test_optim": "decay_on_matrices_only|no_decay_on_norms|no_decay_flag|warmup|cosine_floor|lr_of_step_zero|clip|frozen_are_left_out",
    "test_packing": "one_document|exact_fit|splits_long_document|mask_at_boundaries|padding_at_end|labels_are_shifted|order_by_seed|same_seed_same_order|lookahead_zero|epoch_ends_with_buffer|resume_continues_where_it_stopped|state_is_json",
    "test_recall": "exact_match|ignores_case|no_hits|top_k|ties",
    "test_schedule": "constant|linear|cosine|wsd|restart|negative_step",
    "test_schema": "defaults|unknown_key|wrong_type|nested|pattern_letters|heads_divide_width|from_yaml|to_yaml",
    "test_shards": "reads_all|memmap_is_read_only|ends_are_monotonic|empty_shard|wrong_dtype|sorted_by_name|skips_hidden_files",
}


class Loader:
    """The loader of the session, with its fault."""

    def __init__(self, order, lookahead):
        self.order, self.lookahead, self.start, self.buffer = order, lookahead, 0, []

    def __iter__(self):
        for self.cursor in range(self.start, len(self.order)):
            self.buffer.append(self.order[self.cursor])
            if len(self.buffer) > self.lookahead:
                yield self.buffer.pop(0)
        while self.buffer:
            yield self.buffer.pop(0)


def resume_block():
    order = sorted(random.Random(3).sample(range(7000, 7420), 60))
    random.Random(4).shuffle(order)
    whole = list(islice(Loader(order, 3), 24))
    first = Loader(order, 3)
    begun = list(islice(first, 10))
    second = Loader(order, 3)
    second.start, second.buffer = first.cursor, list(first.buffer)
    both = begun + list(islice(second, 14))
    at = next(i for i, (a, b) in enumerate(zip(whole, both)) if a != b)

    def short(values):
        return "[" + ", ".join(map(str, values[:5])) + ", ...]"
    return f"""    def test_packing_resume_continues_where_it_stopped(loader_factory):
        a = list(islice(loader_factory(seed=3), 24))
        b = list(islice(loader_factory(seed=3), 10))
        state = loader_factory.last.state_dict()
        print("state =", state | {{"rng": "..."}})
        c = list(islice(loader_factory(seed=3, state=state), 14))
>       assert [x.doc for x in a] == [x.doc for x in b + c]
E       assert {short(whole)} == {short(both)}
E         
E         At index {at} diff: {whole[at]} != {both[at]}
E         
E         Full diff:
E           [
E               {whole[0]},
E               {whole[1]},...
E         
E         ...Full output truncated (24 lines hidden), use '-vv' to show

tests/test_packing.py:91: AssertionError
{bar("Captured stdout call", "-")}
state = {{'epoch': 0, 'cursor': {first.cursor}, 'rng': '...', 'buffer': {first.buffer}}}""", f"assert {short(whole)} == {short(both)}"


@file("traj-airnd-resume-order/pytest.txt")
def _(rng):
    names = [(m, f"{m}_{t}") for m in LOADER for t in LOADER[m].split("|")]
    return report(names, {("test_packing", "test_packing_resume_continues_where_it_stopped"): resume_block()}, ("hypothesis-6.115.3", "xdist-3.6.1"), (), 84.19)
