//! This machine, measured the way an agent measures the one it runs on.
//!
//! Everything here blocks for a moment (it reads the system's own tables), so an async caller asks
//! from a blocking thread.

mod counts;
mod network;
mod virtualization;

use std::collections::BTreeMap;

use lotus::wire::{HostDto, StateDto, TemperatureDto, TextDto};
use sysinfo::{
    Components, CpuRefreshKind, Disk, DiskRefreshKind, Disks, MemoryRefreshKind, RefreshKind,
    System,
};

use network::NetworkMeter;

/// A meter of this machine. It remembers the last reading, because use of the processor and speeds
/// are differences between two of them.
///
/// What the system does not tell is left at zero or empty, as an agent sends it: "not measured".
pub struct Machine {
    system: Option<System>,
    disks: Option<Disks>,
    components: Option<Components>,
    network: NetworkMeter,
    virtualization: &'static str,
}

impl Machine {
    /// Opens the system's tables and takes the first reading, against which the next is measured.
    pub fn new() -> Self {
        let refresh = RefreshKind::nothing()
            .with_cpu(CpuRefreshKind::nothing().with_usage())
            .with_memory(MemoryRefreshKind::everything());
        Self {
            system: System::new_with_specifics(refresh).ok(),
            disks: Disks::new_with_refreshed_list_specifics(space_only()).ok(),
            components: Components::new_with_refreshed_list().ok(),
            network: NetworkMeter::new(),
            virtualization: virtualization::detect(),
        }
    }

    /// What this machine is. Changes rarely: asking every ten minutes is what agents do.
    pub fn host(&mut self) -> HostDto<'static> {
        if let Some(system) = &mut self.system {
            system.refresh_memory();
        }
        if let Some(disks) = &mut self.disks {
            disks.refresh_specifics(true, space_only());
        }
        let system = self.system.as_ref();
        let (disk_total, _) = self.disks.as_ref().map_or((0, 0), disk_space);
        HostDto {
            platform: TextDto::from(platform()),
            platform_version: TextDto::from(platform_version()),
            cpu: Some(self.cpu_models()),
            mem_total: Some(system.map_or(0, System::total_memory)),
            disk_total: Some(disk_total),
            swap_total: Some(system.map_or(0, System::total_swap)),
            arch: TextDto::from(System::cpu_arch()),
            virtualization: TextDto::from(self.virtualization),
            boot_time: Some(System::boot_time().unwrap_or(0)),
            country_code: TextDto::default(),
            version: TextDto::from(env!("CARGO_PKG_VERSION")),
            gpu: None,
        }
    }

    /// How this machine is now: use of the processor and speeds since the last call (or since
    /// [`Machine::new`]), everything else at this moment. Cheap enough for every two seconds.
    pub fn sample(&mut self) -> StateDto<'static> {
        if let Some(system) = &mut self.system {
            system.refresh_cpu_usage();
            system.refresh_memory();
        }
        if let Some(disks) = &mut self.disks {
            disks.refresh_specifics(true, space_only());
        }
        if let Some(components) = &mut self.components {
            components.refresh(false);
        }
        let traffic = self.network.measure();
        let counts = counts::measure();
        let load = System::load_average().ok();
        let (disk_total, disk_free) = self.disks.as_ref().map_or((0, 0), disk_space);
        let system = self.system.as_ref();
        let cpu = system.map_or(0.0, |system| f64::from(system.global_cpu_usage()));
        StateDto {
            cpu: Some(if cpu.is_finite() { cpu } else { 0.0 }),
            mem_used: Some(system.map_or(0, System::used_memory)),
            swap_used: Some(system.map_or(0, System::used_swap)),
            disk_used: Some(disk_total.saturating_sub(disk_free)),
            net_in_transfer: Some(traffic.received_bytes),
            net_out_transfer: Some(traffic.sent_bytes),
            net_in_speed: Some(traffic.received_per_second),
            net_out_speed: Some(traffic.sent_per_second),
            uptime: Some(System::uptime().unwrap_or(0)),
            load1: Some(load.as_ref().map_or(0.0, |load| load.one)),
            load5: Some(load.as_ref().map_or(0.0, |load| load.five)),
            load15: Some(load.as_ref().map_or(0.0, |load| load.fifteen)),
            tcp_conn_count: Some(counts.tcp),
            udp_conn_count: Some(counts.udp),
            process_count: Some(counts.processes),
            temperatures: self.components.as_ref().and_then(temperatures),
            gpu: Some(0.0),
        }
    }

    /// One text a model, in an agent's words: `AMD EPYC 2 Virtual Core`.
    fn cpu_models(&self) -> Vec<TextDto<'static>> {
        let mut models: BTreeMap<String, usize> = BTreeMap::new();
        for cpu in self.system.iter().flat_map(System::cpus) {
            let brand = cpu.brand().split_whitespace().collect::<Vec<_>>().join(" ");
            *models.entry(brand).or_default() += 1;
        }
        models
            .into_iter()
            .map(|(brand, cores)| TextDto::from(self.cpu_text(&brand, cores)))
            .collect()
    }

    fn cpu_text(&self, brand: &str, cores: usize) -> String {
        let kind = if self.virtualization.is_empty() {
            "Physical"
        } else {
            "Virtual"
        };
        let brand = if brand.is_empty() { "Processor" } else { brand };
        format!("{brand} {cores} {kind} Core")
    }
}

impl Default for Machine {
    fn default() -> Self {
        Self::new()
    }
}

/// Space is all that is shown of a disk; its kind and its traffic would cost further reads.
fn space_only() -> DiskRefreshKind {
    DiskRefreshKind::nothing().with_storage()
}

/// Total and free bytes over the disks, each counted once however often it is mounted.
fn disk_space(disks: &Disks) -> (u64, u64) {
    let is_layered = |disk: &&Disk| disk.file_system() == "overlay";
    let mut seen = BTreeMap::new();
    for disk in disks.iter().filter(|disk| !is_layered(disk)) {
        seen.entry(disk_key(disk))
            .or_insert((disk.total_space(), free_space(disk)));
    }
    if seen.is_empty() {
        // A container may see nothing but the layers it was made of.
        let layered = disks.iter().find(is_layered);
        return layered.map_or((0, 0), |disk| (disk.total_space(), free_space(disk)));
    }
    seen.values().fold((0, 0), |(total, free), space| {
        (total + space.0, free + space.1)
    })
}

/// Free bytes, those included that the file system keeps for the administrator: they are not used,
/// although nobody else may use them.
#[cfg(unix)]
fn free_space(disk: &Disk) -> u64 {
    rustix::fs::statvfs(disk.mount_point()).map_or_else(
        |_| disk.available_space(),
        |space| space.f_bfree.saturating_mul(space.f_frsize),
    )
}

#[cfg(not(unix))]
fn free_space(disk: &Disk) -> u64 {
    disk.available_space()
}

/// What makes two mounts one disk: the device; a drive letter on Windows, where labels repeat; the
/// size on APFS, where the volumes of one container share its space.
fn disk_key(disk: &Disk) -> String {
    if disk.file_system() == "apfs" {
        disk.total_space().to_string()
    } else if cfg!(windows) {
        disk.mount_point().to_string_lossy().into_owned()
    } else {
        disk.name().to_string_lossy().into_owned()
    }
}

/// The sensors that gave a reading; `None` when there are none.
fn temperatures(components: &Components) -> Option<Vec<TemperatureDto<'static>>> {
    let sensors: Vec<_> = components
        .iter()
        .filter_map(|component| {
            let celsius = component.temperature().filter(|value| value.is_finite())?;
            Some(TemperatureDto {
                name: TextDto::from(component.label().to_lowercase().replace(' ', "_")),
                temperature: Some(f64::from(celsius)),
            })
        })
        .collect();
    (!sensors.is_empty()).then_some(sensors)
}

/// The platform in an agent's words: a distribution's id, `darwin`, `Microsoft Windows …`.
fn platform() -> String {
    if cfg!(target_os = "macos") {
        return "darwin".to_owned();
    }
    if cfg!(windows) {
        let name = System::long_os_version().unwrap_or_else(|_| "Windows".to_owned());
        return if name.starts_with("Microsoft") {
            name
        } else {
            format!("Microsoft {name}")
        };
    }
    System::distribution_id()
}

/// The platform's version. Debian's own file tells the point release, which `os-release` leaves
/// out.
fn platform_version() -> String {
    if System::distribution_id() == "debian"
        && let Ok(version) = std::fs::read_to_string("/etc/debian_version")
        && version.starts_with(|first: char| first.is_ascii_digit())
    {
        return version.trim().to_owned();
    }
    System::os_version().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::Machine;

    #[test]
    fn tells_what_this_machine_is() {
        let mut machine = Machine::new();
        let host = machine.host();
        assert!(!host.platform.as_str().is_empty());
        assert!(host.mem_total.unwrap() > 0);
        assert!(host.disk_total.unwrap() > 0);
        assert!(host.boot_time.unwrap() > 0);
        let cpu = host.cpu.unwrap();
        assert!(!cpu.is_empty());
        for model in cpu {
            assert!(model.as_str().ends_with("Core"), "{}", model.as_str());
        }
    }

    #[test]
    fn tells_how_this_machine_is() {
        let mut machine = Machine::new();
        let host = machine.host();
        let first = machine.sample();
        let second = machine.sample();
        let cpu = second.cpu.unwrap();
        assert!((0.0..=100.0).contains(&cpu), "{cpu}");
        assert!(second.mem_used.unwrap() > 0);
        assert!(second.mem_used <= host.mem_total);
        assert!(second.disk_used <= host.disk_total);
        assert!(second.net_in_transfer >= first.net_in_transfer);
        assert!(second.uptime >= first.uptime);
    }

    #[test]
    fn words_the_processor_as_an_agent_does() {
        let mut machine = Machine::new();
        machine.virtualization = "kvm";
        assert_eq!(machine.cpu_text("AMD EPYC", 2), "AMD EPYC 2 Virtual Core");
        machine.virtualization = "";
        assert_eq!(machine.cpu_text("Apple M2", 8), "Apple M2 8 Physical Core");
    }
}
