"""The folder that all modules beside this one write into."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from writer import Folder  # noqa: E402

FOLDER = Folder("trajectories")
file = FOLDER.file
