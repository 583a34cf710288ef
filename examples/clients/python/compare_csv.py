#!/usr/bin/env python3
"""Writes a comparison of two plan years as CSV, with the source lines of each figure.

    python3 compare_csv.py binh-dinh/2024 quang-nam/2024 > compare.csv

Needs nothing but Python's standard library.
"""

import csv
import json
import os
import sys
import urllib.error
import urllib.request
from decimal import Decimal

URL = os.environ.get("API_URL", "http://localhost:8080/graphql")

QUERY = """
query ($left: PlanYearRef!, $right: PlanYearRef!) {
  compare(left: $left, right: $right) {
    targets {
      indicator { code name }
      measures { level left { ...Bound } right { ...Bound } verdict difference }
    }
  }
}
fragment Bound on Measure { operator value upper unit source { document { slug } lines } }
"""

COLUMNS = [
    "indicator", "name", "level", "verdict", "difference",
    "left_operator", "left_value", "left_upper", "left_unit", "left_document", "left_lines",
    "right_operator", "right_value", "right_upper", "right_unit", "right_document", "right_lines",
]


def ask(query, variables):
    """Returns the answer's data; numbers stay exact."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(URL, body, {
        "Content-Type": "application/json",
        "Accept": "application/graphql-response+json, application/json;q=0.9",
    })
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            answer = json.load(response, parse_float=Decimal)
    except urllib.error.HTTPError as error:  # its body says why
        answer = json.load(error)
    if answer.get("errors"):
        raise SystemExit("; ".join(error["message"] for error in answer["errors"]))
    return answer["data"]


def plan_year(text):
    """Reads PROVINCE/YEAR."""
    province, _, year = text.partition("/")
    return {"province": province, "year": int(year)}


def rows(comparison):
    """One row for each level of each indicator."""
    for target in comparison["targets"]:
        for measure in target["measures"]:
            yield {
                "indicator": target["indicator"]["code"],
                "name": target["indicator"]["name"],
                "level": measure["level"],
                "verdict": measure["verdict"],
                "difference": measure["difference"],
                **bound("left", measure["left"]),
                **bound("right", measure["right"]),
            }


def bound(side, measure):
    """The columns of one side; empty if it sets nothing."""
    if measure is None:
        return {}
    return {
        f"{side}_operator": measure["operator"],
        f"{side}_value": measure["value"],
        f"{side}_upper": measure["upper"],
        f"{side}_unit": measure["unit"],
        f"{side}_document": measure["source"]["document"]["slug"],
        f"{side}_lines": " ".join(str(line) for line in measure["source"]["lines"]),
    }


def main():
    if len(sys.argv) != 3:
        raise SystemExit("usage: compare_csv.py PROVINCE/YEAR PROVINCE/YEAR")
    left, right = map(plan_year, sys.argv[1:])
    comparison = ask(QUERY, {"left": left, "right": right})["compare"]
    writer = csv.DictWriter(sys.stdout, COLUMNS)
    writer.writeheader()
    writer.writerows(rows(comparison))


if __name__ == "__main__":
    main()
