# %% [markdown]
# # Explore a case from Python
#
# Every cell runs as it stands: it builds the packaged examples, an invented crisis, into a
# temporary folder. Open this file in an editor that knows `# %%` cells, or run it as a script.

# %%
import tempfile
from importlib.resources import files
from pathlib import Path

import consilience as co

examples = Path(str(files("consilience") / "examples"))
folder = Path(tempfile.mkdtemp())

case = co.build(
    [examples / "reports"],
    case=folder / "examples.case",
    vocabulary=[examples / "vocabulary.toml"],
    gazetteer=[examples / "gazetteer.csv"],
)
print(case)

# %% [markdown]
# ## Tables are attributes; rows are read when a loop asks for them

# %%
print(case.documents, case.statements, case.figures, case.events)
for finding in case.findings.where(agreement="varied"):
    print(case.figure_sets[finding.figure_set].title, finding.low, finding.best, finding.high)

# %% [markdown]
# ## Says who?
#
# `why` follows an id down to the quoted characters. Offsets point into the frozen text.

# %%
most_told = max(case.findings, key=lambda finding: (finding.n_reports, finding.id))
print(case.why(most_told.id))

figure = case.figures[most_told.supporting[0]]
text = case.text(figure.document)
assert text[figure.span.start : figure.span.end] == figure.span.quote

# %% [markdown]
# ## Lists with names in place of ids, as the command line shows them

# %%
for line in case.table("figures", measure="killed"):
    print(line["source"], line["value_text"], line["place"], line["speaker"])

# %% [markdown]
# ## Frames
#
# `to_pandas` needs pandas (`pip install 'consilience[pandas]'`), `to_arrow` needs pyarrow
# (`pip install 'consilience[arrow]'`).

# %%
frame = case.table("events").to_pandas()
print(frame.groupby("kind").size().sort_values(ascending=False).head())
print(case.figures.to_arrow().schema.names)

# %% [markdown]
# ## Charts
#
# In a notebook, a chart is drawn when it is the last line of a cell. `svg` draws it offline.

# %%
chart = case.charts.timeline()
svg = case.charts.svg(most_told.id)
assert svg is not None
(folder / "figures.svg").write_text(svg, encoding="utf-8")

# %% [markdown]
# ## Reports and exports

# %%
print(case.sitrep(folder / "report.html", title="Examples"))
print(case.export("geojson", folder / "events.geojson"))
print(case.export("csv", folder / "tables", hxl=True))
case.close()
