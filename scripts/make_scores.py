"""Write the classifier's out-of-fold probabilities for the teaching corpus to data/ostrevane/scores.csv.

One row for each hand-coded report of the parts train and choose: report_id, part, one probability a type (4 digits), and
one column `true_…` a type (0 or 1, as adjudicated). No probability comes from a model that has seen the report, a
rewrite of it, or another report of one of its incidents. Simulated collections get their probabilities from here, so
that they err as the real classifier does.
Run: python scripts/make_scores.py
"""

import pandas as pd

from helpers import annotating, classifying, estimating, paths, reading
from helpers.classifying.classifier import QUICK

PARTS = ("train", "choose")


def main() -> None:
    folder = paths.ANNOTATIONS / "ostrevane"
    gold = annotating.adjudicate(annotating.read_labels(folder), annotating.read_labels(folder / "decisions"))
    types = classifying.type_table(gold, sentences=False).set_index("report_id")
    part = pd.read_csv(paths.TRUTH / "parts.csv").set_index("report_id")["part"].loc[types.index]
    types = types[part.isin(PARTS)]
    texts = reading.read_reports(paths.REPORTS / "ostrevane").set_index("report_id")["text"].loc[types.index]
    groups = classifying.linked_groups(types.index, estimating.read_world().mentions)
    folds = classifying.grouped_folds(groups, seed=0)
    _, chances = classifying.cross_predict(
        classifying.IncidentTypeClassifier(random_state=0, members=QUICK), texts, types, folds
    )
    table = pd.concat([part.loc[types.index], chances.round(4), types.add_prefix("true_")], axis=1)
    place = paths.OSTREVANE / "scores.csv"
    table.rename_axis("report_id").to_csv(place, lineterminator="\n")
    print(f"{len(table)} reports, {len(types.columns)} types → {place.name}")


if __name__ == "__main__":
    main()
