//! What Chromium itself says of a page's main thread.

use std::{fs, process};

use lotus_e2e::{Failure, Outcome, Page};
use serde_json::{Value, json};

/// How often each thing is measured.
pub(crate) const ROUNDS: usize = 9;

/// How many moves of the pointer are measured at once.
const MOVES: u32 = 40;

/// Moves before those that count.
const FIRST_MOVES: u32 = 10;

/// An area of the window, CSS pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Begins to count. Processor time of the main thread, so that what else the machine does counts
/// for nobody.
pub(crate) async fn enable(page: &Page) -> Outcome<()> {
    let domain = json!({ "timeDomain": "threadTicks" });
    page.devtools("Performance.enable", domain).await.map(drop)
}

/// All time the main thread was busy so far, milliseconds.
pub(crate) async fn task_ms(page: &Page) -> Outcome<f64> {
    let answer = page.devtools("Performance.getMetrics", json!({})).await?;
    let metrics = answer.get("metrics").and_then(Value::as_array);
    let tasks = metrics.into_iter().flatten().find_map(|metric| {
        let is_tasks = metric.get("name")? == "TaskDuration";
        is_tasks.then(|| metric.get("value")?.as_f64())?
    });
    let seconds = tasks.ok_or_else(|| Failure::new(format!("no TaskDuration: {answer}")))?;
    Ok(seconds * 1_000.0)
}

/// How long the main thread was busy with an action, milliseconds.
pub(crate) async fn busy(page: &Page, act: impl AsyncFnOnce() -> Outcome<()>) -> Outcome<f64> {
    let before = task_ms(page).await?;
    act().await?;
    Ok(task_ms(page).await? - before)
}

/// The memory of the pages that browsers of this process show, megabytes; what several share is
/// divided among them.
pub(crate) fn page_memory() -> Outcome<f64> {
    let processes: Vec<u32> = fs::read_dir("/proc")?
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    let ours = process::id();
    let is_ours = |pid: u32| {
        let mut ancestor = Some(pid);
        while let Some(pid) = ancestor {
            if pid == ours {
                return true;
            }
            ancestor = parent(pid);
        }
        false
    };
    let is_page = |pid: &u32| {
        let command = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let command = String::from_utf8_lossy(&command).into_owned();
        command.contains("--type=renderer") && is_ours(*pid)
    };
    let sizes = processes
        .into_iter()
        .filter(is_page)
        .filter_map(proportional_kib);
    let sum: f64 = sizes.sum();
    if sum > 0.0 {
        Ok(sum * 1024.0 / 1e6)
    } else {
        Err(Failure::new(
            "this system does not tell how large a page is",
        ))
    }
}

fn parent(pid: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("PPid:"))?;
    line.trim().parse().ok().filter(|parent| *parent > 1)
}

fn proportional_kib(pid: u32) -> Option<f64> {
    let sizes = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let line = sizes.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Runs a script to the end of its promise, without what a driver puts around.
pub(crate) async fn run(page: &Page, script: &str) -> Outcome<Value> {
    let call = json!({ "expression": script, "awaitPromise": true, "returnByValue": true });
    let answer = page.devtools("Runtime.evaluate", call).await?;
    if let Some(details) = answer.get("exceptionDetails") {
        return Err(Failure::new(format!("{script}: {details}")));
    }
    let value = answer.get("result").and_then(|result| result.get("value"));
    Ok(value.cloned().unwrap_or_default())
}

/// Waits for nothing to do, with nothing left to collect.
pub(crate) async fn settle(page: &Page) -> Outcome<()> {
    page.devtools("HeapProfiler.collectGarbage", json!({}))
        .await?;
    // A page that draws no frames may never be told that it is idle.
    let idle = "new Promise((resolve) => \
                setTimeout(() => requestIdleCallback(resolve, { timeout: 1_000 }), 300))";
    run(page, idle).await.map(drop)
}

/// Moves the pointer across an area, a move a frame; how long one move keeps the main thread busy.
pub(crate) async fn pointer_moves(page: &Page, area: Area) -> Outcome<f64> {
    move_across(page, area, FIRST_MOVES).await?;
    settle(page).await?;
    let moved = busy(page, async || {
        move_across(page, area, MOVES).await?;
        run(page, PAINTED).await.map(drop)
    });
    Ok(moved.await? / f64::from(MOVES))
}

/// After the next frame is painted.
const PAINTED: &str =
    "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))";

async fn move_across(page: &Page, area: Area, count: u32) -> Outcome<()> {
    for step in 0..count {
        let share = f64::from(step + 1) / f64::from(count + 1);
        let row = f64::from(step % 7) / 10.0 + 0.2;
        let moved = json!({
            "type": "mouseMoved",
            "x": area.left + area.width * (0.08 + 0.88 * share),
            "y": area.top + area.height * row,
            "pointerType": "mouse",
        });
        page.devtools("Input.dispatchMouseEvent", moved).await?;
    }
    Ok(())
}
