"""Write data/ostrevane/sentence_types.csv: which types a machine gives each sentence of the teaching corpus.

Run `python scripts/make_sentence_types.py` (a minute) after a change of the classifier or of the codes. The training
part's sentences are typed by models that had not seen their report, the others by one fitted on all of it.
"""

import pandas as pd

from helpers import annotating, classifying, estimating, paths, reading

PATH = paths.DATA / "ostrevane" / "sentence_types.csv"
LEARNED = ("train", "choose")


def main() -> None:
    """Fit, type every sentence, write the table: report_id, sentence_id, one column of 0 and 1 for each type."""
    reports = reading.read_reports(paths.REPORTS / "ostrevane")
    part = pd.read_csv(paths.TRUTH / "parts.csv").set_index("report_id")["part"]
    folder = paths.ANNOTATIONS / "ostrevane"
    gold = annotating.adjudicate(annotating.read_labels(folder), annotating.read_labels(folder / "decisions"))
    known = reports["report_id"].map(part).isin(LEARNED)
    groups = classifying.linked_groups(pd.Index(reports["report_id"]), estimating.read_world().mentions)
    typer = classifying.SentenceTyper(random_state=0)
    typer.fit(reports[known], classifying.type_table(gold, sentences=True), groups)
    unseen = typer.unseen_.copy()
    unseen[typer.types_] = (unseen[typer.types_] >= typer.threshold_).astype(int)
    table = pd.concat([unseen, typer.predict(reports[~known])]).sort_values(["report_id", "sentence_id"])
    table.to_csv(PATH, index=False, lineterminator="\n")
    print(f"{len(table):,} sentences of {table['report_id'].nunique()} reports → {PATH}")


if __name__ == "__main__":
    main()
