"""Writes the bulk material of trajectories.yaml: `python3 probes/checks/make_trajectories.py [--check]`.

`--check` compares with what stands there and exits 1 on a difference. Conversations, system prompts and questions are written by hand; facts that
`needs` and `check` speak of are planted in the modules of `sessions/` and counted again, from the files alone, by trajectories.py.
"""
import sys

from sessions import biology, chemistry, coding, control, cyber, governance, history, interpretability, persuasion, tests, worms  # noqa: F401
from sessions.folder import FOLDER

if __name__ == "__main__":
    sys.exit(FOLDER.main())
