//! How a server of the fleet is at a moment.

use std::f64::consts::TAU;

use lotus::wire::{StateDto, TemperatureDto, TextDto};

use super::activity::Report;
use super::noise::{Key, whole};
use super::profile::Profile;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_SECONDS: f64 = 86_400.0;

/// The state a report carries.
pub(super) fn state(profile: &Profile, report: Report) -> StateDto<'static> {
    let now_ms = report.at_ms;
    let key = profile.key;
    let cpu = cpu_percent(profile, now_ms);
    let load = |minutes: i64| {
        let mean = mean_cpu(profile, now_ms, minutes * MINUTE_MS);
        hundredths(mean / 100.0 * f64::from(profile.cores) * 1.1)
    };
    let (received, sent) = transfers(profile, now_ms);
    let (received_before, sent_before) = transfers(profile, report.before_ms);
    let seconds = (now_ms - report.before_ms) as f64 / 1_000.0;
    let speed = |after: u64, before: u64| whole(after.saturating_sub(before) as f64 / seconds);
    let counted = |scale: f64| {
        if profile.counts { whole(scale) } else { 0 }
    };
    let cores = f64::from(profile.cores);
    let busy = 0.5 + cpu / 60.0 + 0.2 * key.branch(30).walk(now_ms, 40_000);
    StateDto {
        cpu: Some(cpu),
        mem_used: Some(mem_used(profile, now_ms)),
        swap_used: Some(swap_used(profile, now_ms)),
        disk_used: Some(disk_used(profile, now_ms)),
        net_in_transfer: Some(received),
        net_out_transfer: Some(sent),
        net_in_speed: Some(speed(received, received_before)),
        net_out_speed: Some(speed(sent, sent_before)),
        uptime: Some(whole((now_ms - profile.boot_ms) as f64 / 1_000.0)),
        load1: Some(load(1)),
        load5: Some(load(5)),
        load15: Some(load(15)),
        tcp_conn_count: Some(counted(key.magnitude(31, 12.0, 400.0) * busy)),
        udp_conn_count: Some(counted(key.between(32, 3.0, 24.0) * (0.7 + 0.3 * busy))),
        process_count: Some(counted(key.between(33, 70.0, 130.0) + 6.0 * cores * busy)),
        temperatures: temperatures(profile, now_ms, cpu),
        gpu: Some(if profile.has_gpu {
            gpu_percent(key, now_ms)
        } else {
            0.0
        }),
    }
}

/// Where the day stands at the server's place: from -1 before dawn to 1 in the late afternoon.
fn daily(profile: &Profile, seconds: f64) -> f64 {
    (TAU * day_phase(profile, seconds)).cos()
}

/// The part of a day since the afternoon's peak, by the sun and the server's own habit.
fn day_phase(profile: &Profile, seconds: f64) -> f64 {
    let habit = profile.key.between(34, -0.1, 0.1);
    seconds / DAY_SECONDS + profile.city.longitude / 360.0 - 0.7 + habit
}

/// A smooth walk around a level that follows the day, with short bursts of work.
fn cpu_percent(profile: &Profile, now_ms: i64) -> f64 {
    let key = profile.key;
    let level = key.magnitude(35, 2.0, 35.0);
    let rhythm = level * 0.5 * daily(profile, now_ms as f64 / 1_000.0);
    let drift = level * 0.35 * key.branch(36).walk(now_ms, 5 * MINUTE_MS);
    let flutter = level * 0.2 * key.branch(37).walk(now_ms, 11_000);
    let bursts = key.branch(38);
    let burst = bursts
        .event(now_ms, 5 * MINUTE_MS, 0.3, (12_000.0, 70_000.0))
        .map_or(0.0, |event| {
            event.hump() * bursts.branch(2).between(event.slot, 15.0, 75.0)
        });
    (level + rhythm + drift + flutter + burst).clamp(0.2, 100.0)
}

/// The mean over the time before, from a few samples of it: load averages follow the processor.
fn mean_cpu(profile: &Profile, now_ms: i64, span_ms: i64) -> f64 {
    let samples = [0, 1, 2, 3].map(|step| cpu_percent(profile, now_ms - span_ms * step / 4));
    samples.iter().sum::<f64>() / 4.0
}

fn mem_used(profile: &Profile, now_ms: i64) -> u64 {
    let key = profile.key;
    let share = key.between(39, 0.25, 0.8)
        + 0.04 * daily(profile, now_ms as f64 / 1_000.0)
        + 0.08 * key.branch(40).walk(now_ms, 2 * HOUR_MS)
        + 0.01 * key.branch(41).walk(now_ms, 2 * MINUTE_MS);
    share_of(profile.mem_total, share)
}

fn swap_used(profile: &Profile, now_ms: i64) -> u64 {
    let key = profile.key;
    let share = key.between(42, 0.0, 0.5) + 0.05 * key.branch(43).walk(now_ms, 3 * HOUR_MS);
    share_of(profile.swap_total, share)
}

fn disk_used(profile: &Profile, now_ms: i64) -> u64 {
    let key = profile.key;
    let share = key.between(44, 0.12, 0.9) + 0.03 * key.branch(45).walk(now_ms, 60 * HOUR_MS);
    share_of(profile.disk_total, share)
}

/// A share of a total, in whole pages.
fn share_of(total: u64, share: f64) -> u64 {
    let bytes = whole(total as f64 * share.clamp(0.0, 0.99));
    bytes - bytes % 4_096
}

/// Bytes received and sent since boot.
fn transfers(profile: &Profile, now_ms: i64) -> (u64, u64) {
    let seconds = now_ms.saturating_sub(profile.boot_ms).max(0) as f64 / 1_000.0;
    let boot_seconds = profile.boot_ms as f64 / 1_000.0;
    let of = |key: Key, rate: f64| {
        let rhythm = rhythm_seconds(profile, boot_seconds, seconds);
        whole(rate * (rhythm + burst_seconds(key, seconds)))
    };
    let (received, sent) = profile.rates;
    (
        of(profile.key.branch(46), received),
        of(profile.key.branch(47), sent),
    )
}

/// The steady traffic since boot, in seconds of the mean rate: the integral of 1 + 0.6 cos over
/// the day + 0.25 sin over eleven minutes. It grows always, since the rate is always above zero.
fn rhythm_seconds(profile: &Profile, boot_seconds: f64, seconds: f64) -> f64 {
    const SWELL_SECONDS: f64 = 660.0;
    let end = boot_seconds + seconds;
    let day = |at: f64| (TAU * day_phase(profile, at)).sin() * DAY_SECONDS / TAU;
    let swell = |at: f64| (1.0 - (TAU * at / SWELL_SECONDS).cos()) * SWELL_SECONDS / TAU;
    seconds + 0.6 * (day(end) - day(boot_seconds)) + 0.25 * (swell(end) - swell(boot_seconds))
}

/// The bursts since boot, in seconds of the mean rate. Each ten minutes have one, of the same
/// volume but of chance place and length, so that the sum needs no look back at each of them.
fn burst_seconds(key: Key, seconds: f64) -> f64 {
    const SLOT_SECONDS: f64 = 600.0;
    const VOLUME_SECONDS: f64 = 300.0;
    let slots = (seconds / SLOT_SECONDS).floor();
    let slot = whole(slots).cast_signed();
    let length = key.magnitude(slot * 2, 10.0, 200.0);
    let start = key.between(slot * 2 + 1, 0.0, SLOT_SECONDS - length);
    let part = ((seconds - slots * SLOT_SECONDS - start) / length).clamp(0.0, 1.0);
    // The integral of a raised cosine, from 0 to 1.
    let poured = part - (TAU * part).sin() / TAU;
    VOLUME_SECONDS * (slots + poured)
}

fn temperatures(profile: &Profile, now_ms: i64, cpu: f64) -> Option<Vec<TemperatureDto<'static>>> {
    if profile.sensors.is_empty() {
        return None;
    }
    let sensors = profile.sensors.iter().zip(0_u64..);
    Some(
        sensors
            .map(|(name, place)| {
                let key = profile.key.branch(50 + place);
                let follows = if place == 0 { 0.35 } else { 0.05 };
                let celsius = key.between(0, 33.0, 46.0)
                    + follows * cpu
                    + 1.5 * key.branch(1).walk(now_ms, MINUTE_MS);
                TemperatureDto {
                    name: TextDto::from(*name),
                    temperature: Some((celsius * 4.0).round() / 4.0),
                }
            })
            .collect(),
    )
}

/// Jobs come and go over the hours; within one the use flutters. Never 0, which would mean that
/// it is not measured.
fn gpu_percent(key: Key, now_ms: i64) -> f64 {
    let job = 50.0 + 60.0 * key.branch(48).walk(now_ms, HOUR_MS);
    let flutter = 8.0 * key.branch(49).walk(now_ms, 7_000);
    hundredths((job + flutter).clamp(1.0, 100.0))
}

fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
