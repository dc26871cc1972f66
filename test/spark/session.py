"""Runs sweeps, one after the other, in one Spark session with two executors; for the tests and the bench.

    session.py SWEEP_PY FOLDER < [[argument, …], …]

Prints a line of JSON for each: its exit status, its seconds, and the processor's seconds of all processes together (driver, executors,
Python and Node), with the most memory that they held at once. FOLDER gets Spark's event log and its temporary files.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import threading
import time
from pathlib import Path

from pyspark.sql import SparkSession


def of_session() -> tuple[float, int]:
    """The processor's seconds and the resident bytes of all processes of this session, ended children included."""
    ticks, pages = 0, 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended; its parent counts it
        if int(fields[3]) == os.getsid(0):
            ticks += sum(int(field) for field in fields[11:15])
            pages += int(fields[21])
    return ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE")


class Peak(threading.Thread):
    """Looks at the memory of all processes again and again."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.bytes = 0

    def run(self) -> None:
        while True:
            self.bytes = max(self.bytes, of_session()[1])
            time.sleep(0.5)


def main() -> None:
    if os.getsid(0) != os.getpid():
        os.setsid()
    sweep_path, folder = sys.argv[1:3]
    specification = importlib.util.spec_from_file_location("sweep", sweep_path)
    assert specification is not None and specification.loader is not None
    sweep = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(sweep)

    events = Path(folder) / "events"
    events.mkdir(parents=True, exist_ok=True)
    master = os.environ.get("SPARK_TEST_MASTER", "local-cluster[2,1,1024]")
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.local.dir": f"{folder}/local",
        "spark.eventLog.enabled": "true",
        "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false",
        "spark.eventLog.dir": events.as_uri(),
        "spark.executor.memory": "1g",
        # Both executors are there before the first task, so that each gets some.
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        "spark.scheduler.maxRegisteredResourcesWaitingTime": "300s",
        "spark.locality.wait": "0",
        "spark.task.maxFailures": "1",
        "spark.sql.shuffle.partitions": "4",
        **json.loads(os.environ.get("SPARK_TEST_SETTINGS", "{}")),
    }
    builder = SparkSession.builder.master(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    peak = Peak()
    peak.start()
    for arguments in json.load(sys.stdin):
        begin, (used, peak.bytes) = time.monotonic(), of_session()
        try:
            status = sweep.main(arguments)
        except SystemExit as left:
            status = left.code
        spent = {"seconds": time.monotonic() - begin, "cpuSeconds": of_session()[0] - used}
        print(json.dumps({"status": status, **spent, "peakMegabytes": peak.bytes / 2**20}), flush=True)
        sys.stderr.flush()
    spark.stop()


if __name__ == "__main__":
    main()
