"""The command `leps`."""

import typer

import leps

app = typer.Typer(add_completion=False)


@app.callback(invoke_without_command=True)
def version() -> None:
    """Prints the version."""
    typer.echo(leps.__version__)


def main() -> None:
    """Entry point of the console script."""
    app()
