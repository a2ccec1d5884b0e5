"""The notebooks run from top to bottom, and are stored without outputs."""

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

#: What each notebook shows when it has run.
SHOWN = {
    "tuscany.ipynb": ["Toscana", "certificate checked"],
    "what_if.ipynb": ["TOS-05", "of what PN_FSE spends", "q_19/20"],
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_notebook_runs_and_is_stored_without_outputs(name: str, repository: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(repository / "python" / "notebooks" / name, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    nbclient.NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = "".join(str(output) for cell in code for output in cell.outputs)
    assert [words for words in SHOWN[name] if words not in shown] == []


def test_every_notebook_is_run(repository: Path) -> None:
    assert {path.name for path in (repository / "python" / "notebooks").glob("*.ipynb")} == set(SHOWN)
