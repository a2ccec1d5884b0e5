"""The notebook runs from top to bottom, and is stored without outputs."""

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")


def test_the_notebook_runs_and_is_stored_without_outputs(repository: Path, tmp_path: Path) -> None:
    path = repository / "python" / "notebooks" / "tuscany.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    nbclient.NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = "".join(str(output) for cell in code for output in cell.outputs)
    assert "Toscana" in shown
    assert "certificate checked" in shown
