"""The population sweep on Apache Spark: the same verdicts as `npm run evaluate`, for more patients than one machine has time for.

    spark-submit src/cli/spark/sweep.py --month 2026-03 --time-zone America/New_York --output OUT INPUT...

Spark reads, groups by patient and writes; whose a resource is and what a verdict says is the engine's word, which is piped (`engine.py`).
OUT gets `verdicts.ndjson` (the command's output, byte for byte, in parts to be read in order), `verdicts.parquet` (the same with columns to
ask), `dead-letters.ndjson` (what could not be read or names no patient, with file and line) and, last of all, `summary.json`:
without it the output is not complete.

Exit status as the command's: 0 verdicts written, 1 some input could not be read, 2 bad usage or config; 3 the job failed.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import subprocess
import sys
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from pyspark import StorageLevel
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from engine import ASSIGNED, JUDGED, EngineError, assigner, judger, node, uri_key  # noqa: E402

#: Input for each task that judges; packed input is taken to be eight times as much.
BYTES_A_TASK = 128 * 1024 * 1024
#: As `MOST_MANIFEST_BYTES` of manifest.ts.
MOST_MANIFEST_BYTES = 64 * 1024 * 1024
MOST_REMARKS_TOLD = 50

#: What of a verdict can be asked for as columns; all of it stands in `verdict`.
VERDICT = (
    "month string, status string, monthClosed boolean, loggedSeconds long, countedSeconds long, rulebook string, "
    "lines array<struct<code: string, units: int, serviceDate: string, final: boolean, charged: string>>, "
    "criteria array<struct<id: string, state: string>>, "
    "reductions array<struct<reason: string, seconds: long>>, "
    "risks array<struct<id: string, severity: string>>, "
    "readings struct<days: int, count: int>"
)
TALLY = ("found", "deleted", "kept", "named", "provenance", "lost", "other")
HELD = "struct<" + ", ".join(f"{name}: long" for name in ("newlines", "count", *TALLY)) + ">"
REMARK = "struct<text: string, unread: boolean, letter: string>"
LETTER = "file string, line long, text string, unread boolean, letter string"


class UsageError(Exception):
    """The command line or the config can't be used."""


class Sweep:
    """One run: inputs, question, and what was found on the way."""

    def __init__(self, spark: SparkSession, args: argparse.Namespace) -> None:
        self.spark = spark
        self.args = args
        self.bytes = 0
        plan = self._plan()
        self.question: dict[str, Any] = plan["question"]
        self.sources: list[dict[str, Any]] = plan["sources"]
        self.remarks = [(each["path"], None, each["text"], each["unread"], None) for each in plan["remarks"]]
        spark.sparkContext.addFile(args.engine)
        spark.sparkContext.addPyFile(str(HERE / "engine.py"))

    def run(self) -> int:
        """Writes all outputs; returns the exit status."""
        special = self._assigned([each for each in self.sources if each["holds"] != "resources"], []).collect()
        deletions = [(row.key, int(row.text)) for row in special if row.kind == "D"]
        assigned = self._assigned([each for each in self.sources if each["holds"] == "resources"], deletions)
        assigned = assigned.persist(StorageLevel.DISK_ONLY)
        try:
            return self._judge(assigned, self.spark.createDataFrame(special, ASSIGNED))
        finally:
            assigned.unpersist()

    def _judge(self, assigned: DataFrame, special: DataFrame) -> int:
        held = self._held(assigned.union(special))
        tally = {name: sum(row[name] for row in held) for name in TALLY}
        if tally["found"] != sum(tally.values()) - tally["found"]:
            raise EngineError(f"not every resource is accounted for: {tally}")
        self._check_files(held)

        resources = assigned.where("kind in ('R', 'N')").select(f.col("key").alias("patient"), "text")
        strays = self._strays(assigned) if tally["provenance"] > 0 else None
        groups = (resources if strays is None else resources.union(strays)).repartition(self._tasks(), "patient")
        judged = groups.sortWithinPartitions("patient").mapInArrow(judger(self._command("judge"), self.question), JUDGED)
        parquet = f"{self.args.output}/verdicts.parquet"
        judged.select("patient", "resources", f.from_json("verdict", VERDICT).alias("v"), "verdict").select(
            "patient", "v.*", "resources", "verdict"
        ).write.parquet(parquet)
        verdicts = self.spark.read.parquet(parquet)
        ndjson = f"{self.args.output}/verdicts.ndjson"
        verdicts.select("patient", "verdict").orderBy("patient").select("verdict").write.text(ndjson)

        written = verdicts.agg(f.count("month"), f.count_distinct("patient"), f.sum("resources")).first()
        assert written is not None
        patients = resources.select("patient").distinct().count()
        lines = self.spark.read.text(ndjson).count()
        given = tally["kept"] + (0 if strays is None else strays.count())
        if not patients == written[0] == written[1] == lines or given != (written[2] or 0):
            raise EngineError(f"{patients} patients, {list(written)} verdicts, {lines} lines; {given} resources given")
        letters, unread = self._write_letters(assigned.union(special), held)
        summary = {
            **{name: self.question[name] for name in ("month", "timeZone", "asOf", "unread")},
            "patients": patients,
            "resources": tally,
            "deadLetters": letters,
            "allRead": not unread,
        }
        self._write(f"{self.args.output}/summary.json", json.dumps(summary) + "\n")
        return 1 if unread else 0

    def _assigned(self, sources: list[dict[str, Any]], deletions: list[tuple[str, int]]) -> DataFrame:
        """Rows of `assign` for some of the sources."""
        lines = self.spark.createDataFrame([], "file string, start long, value binary")
        for whole in (False, True):
            paths = [_unglobbed(each["uri"]) for each in sources if each["whole"] is whole]
            if not paths:
                continue
            text = self.spark.read.text(paths, wholetext=whole, lineSep=None if whole else "\n")
            place = ("_metadata.file_path", "_metadata.file_block_start")
            lines = lines.union(text.select(*place, f.col("value").cast("binary")))
        known = {
            uri_key(each["encoded"]): {name: each[name] for name in ("file", "whole", "holds", "exportedAt")} for each in sources
        }
        return lines.mapInArrow(assigner(self._command("assign"), deletions, known), ASSIGNED)

    def _strays(self, assigned: DataFrame) -> DataFrame:
        """Provenance, for the patients whose resources it is about."""
        provenance = assigned.where("kind = 'P'").select(f.col("key").alias("reference"), "text")
        owned = assigned.where("kind = 'R' and reference != ''").select("reference", f.col("key").alias("patient"))
        return provenance.join(owned.distinct(), "reference").select("patient", "text").distinct()

    def _held(self, assigned: DataFrame) -> list[Any]:
        """What each stretch of a file held, in order."""
        sums = [f.sum(f"held.{name}").alias(name) for name in ("newlines", "count", *TALLY)]
        blocks = assigned.where("kind = 'B'").withColumn("held", f.from_json("text", HELD))
        return blocks.groupBy("file", "start").agg(*sums).orderBy("file", "start").collect()

    def _check_files(self, held: list[Any]) -> None:
        """Every file has to be seen, and to hold what the manifest says."""
        counts: Counter[int] = Counter()
        for row in held:
            counts[row["file"]] += row["count"]
        seen = {row["file"] for row in held}
        for each in self.sources:
            if each["length"] > 0 and each["file"] not in seen:
                raise EngineError(f"{each['path']} was not read, though it is not empty")
            named = each["count"] if each["holds"] == "resources" else None
            if named is not None and named != counts[each["file"]]:
                text = f"the manifest says that it holds {named} resources, and it holds {counts[each['file']]}"
                self.remarks.append((each["path"], None, text, True, None))

    def _write_letters(self, assigned: DataFrame, held: list[Any]) -> tuple[int, bool]:
        """Writes what could not be used, with its place; tells the first of it. Returns how much, and whether something was unread."""
        before: Counter[int] = Counter()
        stretches = []
        paths = {each["file"]: each["path"] for each in self.sources}
        for row in held:
            stretches.append((row["file"], row["start"], paths[row["file"]], before[row["file"]]))
            before[row["file"]] += row["newlines"]
        places = self.spark.createDataFrame(stretches, "file int, start long, path string, before long")
        found = (
            assigned.where("kind = 'M'")
            .join(places, ["file", "start"])
            .select(
                f.col("path").alias("file"),
                (f.col("line") + f.col("before")).alias("line"),
                f.from_json("text", REMARK).alias("remark"),
            )
            .select("file", "line", "remark.*")
        )
        letters = found.union(self.spark.createDataFrame(self.remarks, LETTER)).orderBy("file", "line", "text")
        path = f"{self.args.output}/dead-letters.ndjson"
        letters.write.json(path)
        written = self.spark.read.schema(LETTER).json(path)
        count, unread = written.agg(f.count("*"), f.max("unread")).first() or (0, None)
        remarks = assigned.where("kind = 'M'").count() + len(self.remarks)
        if count != remarks:
            raise EngineError(f"{remarks} remarks, {count} written")
        for row in written.orderBy("file", "line", "text").limit(MOST_REMARKS_TOLD).collect():
            print(f"{row.file}:{'' if row.line is None else f'{row.line}:'} {row.text}", file=sys.stderr)
        if count > MOST_REMARKS_TOLD:
            print(f"… and {count - MOST_REMARKS_TOLD} more: {path}", file=sys.stderr)
        return count, bool(unread)

    def _command(self, mode: str) -> Any:
        return node(self.args.node, Path(self.args.engine).name, mode)

    def _tasks(self) -> int:
        least = self.spark.sparkContext.defaultParallelism
        return self.args.tasks or max(least, math.ceil(self.bytes / BYTES_A_TASK))

    def _plan(self) -> dict[str, Any]:
        """What the engine wants read of the inputs."""
        listing = [self._listed(each) for each in self.args.inputs]
        files = {one["uri"]: one for each in listing for one in each["files"] or ()}
        asked = [self.args.node, self.args.engine, "plan", *self.args.question, "--", *self.args.inputs]
        answer = subprocess.run(asked, input=json.dumps(listing).encode() + b"\n", capture_output=True, check=False)
        if answer.returncode == 2:
            raise UsageError(answer.stderr.decode().strip())
        if answer.returncode != 0:
            raise EngineError(answer.stderr.decode())
        plan: dict[str, Any] = json.loads(answer.stdout)
        for number, source in enumerate(plan["sources"]):
            about = files[source["uri"]]
            source.update(file=number, encoded=about["encoded"], length=about["length"])
            self.bytes += about["length"] * (8 if source["uri"].endswith(".gz") else 1)
        return plan

    def _listed(self, given: str) -> dict[str, Any]:
        """A file, or all files of a folder, in whatever file system Spark knows it."""
        path = self.spark._jvm.org.apache.hadoop.fs.Path(given)
        system = path.getFileSystem(self.spark._jsc.hadoopConfiguration())
        if not system.exists(path):
            return {"input": given, "folder": False, "files": None}
        root = system.getFileStatus(path)
        files = []
        found = system.listFiles(path, True)
        while found.hasNext():
            status = found.next()
            uri = status.getPath().toUri()
            name = root.getPath().toUri().relativize(uri).getPath()
            files.append(
                {
                    "name": name,
                    "uri": status.getPath().toString(),
                    "encoded": uri.toString(),
                    "length": status.getLen(),
                    "text": self._manifest_text(system, status) if root.isDirectory() else None,
                }
            )
        return {"input": given.rstrip("/") or "/", "folder": root.isDirectory(), "files": files}

    def _manifest_text(self, system: Any, status: Any) -> str | None:
        if not status.getPath().getName().lower().endswith(".json") or status.getLen() > MOST_MANIFEST_BYTES:
            return None
        stream = system.open(status.getPath())
        try:
            text: str = self.spark._jvm.org.apache.commons.io.IOUtils.toString(stream, "UTF-8")
        finally:
            stream.close()
        return text if "transactionTime" in text else None

    def _write(self, name: str, text: str) -> None:
        path = self.spark._jvm.org.apache.hadoop.fs.Path(name)
        stream = path.getFileSystem(self.spark._jsc.hadoopConfiguration()).create(path, False)
        stream.write(bytearray(text.encode()))
        stream.close()


def _unglobbed(path: str) -> str:
    """Spark takes the names that it is given for patterns."""
    return re.sub(r"([\\{}\[\]*?])", r"\\\1", path)


def parse(argv: list[str] | None) -> argparse.Namespace:
    """Reads the command line; the engine reads what is asked of it."""
    parser = argparse.ArgumentParser("sweep.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--month", required=True, help="service month, such as 2026-03")
    parser.add_argument("--time-zone", required=True, help="the practice's IANA time zone")
    parser.add_argument("--as-of", help="the moment to look from; default: now")
    parser.add_argument("--config", help="the practice's config.json, on the driver")
    parser.add_argument("--output", required=True, help="folder to write; it must not exist")
    parser.add_argument("--tasks", type=int, help="into how many tasks patients are divided; default: by the input's size")
    parser.add_argument("--node", default="node", help="the Node program, on the driver and all executors")
    parser.add_argument("--engine", default=str(HERE / "../../../dist-cli/spark-engine.js"), help="built by npm run build:evaluate")
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files and folders: npm run evaluate -- --help")
    args = parser.parse_args(argv)
    named = {"--month": args.month, "--time-zone": args.time_zone, "--as-of": args.as_of, "--config": args.config}
    args.question = [word for name, value in named.items() if value is not None for word in (name, value)]
    return args


def main(argv: list[str] | None = None) -> int:
    """Runs the job in the session that there is, or in one of its own."""
    args = parse(argv)
    spark = SparkSession.builder.appName("RPM Tally: population sweep").getOrCreate()
    try:
        output = spark._jvm.org.apache.hadoop.fs.Path(args.output)
        if output.getFileSystem(spark._jsc.hadoopConfiguration()).exists(output):
            raise UsageError(f"{args.output} exists already")
        return Sweep(spark, args).run()
    except UsageError as error:
        print(f"sweep: {error}\nSee --help.", file=sys.stderr)
        return 2
    except Exception:
        traceback.print_exc()
        print("sweep: the job failed; nothing that it wrote may be used", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
