//! What this machine runs in, where the system tells it.

use std::path::Path;

/// The names that makers of virtual machines leave in the firmware's tables.
const FIRMWARE: [(&str, &str); 11] = [
    ("vmware", "vmware"),
    ("virtualbox", "vbox"),
    ("innotek", "vbox"),
    ("xen", "xen"),
    ("kvm", "kvm"),
    ("qemu", "kvm"),
    ("amazon ec2", "kvm"),
    ("google compute engine", "kvm"),
    ("alibaba", "kvm"),
    ("parallels", "parallels"),
    ("virtual machine", "hyperv"),
];

/// `docker`, `kvm`, …; empty on bare metal and where nothing tells.
pub(super) fn detect() -> &'static str {
    if !cfg!(target_os = "linux") {
        return "";
    }
    if Path::new("/.dockerenv").exists() {
        return "docker";
    }
    if Path::new("/run/.containerenv").exists() {
        return "podman";
    }
    if Path::new("/proc/vz").exists() && !Path::new("/proc/bc").exists() {
        return "openvz";
    }
    if Path::new("/dev/lxd/sock").exists() || Path::new("/dev/.lxc").exists() {
        return "lxc";
    }
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    let firmware =
        read("/sys/class/dmi/id/sys_vendor") + " " + &read("/sys/class/dmi/id/product_name");
    let cpu = read("/proc/cpuinfo");
    from_tables(&firmware, &cpu)
}

/// Judges by the firmware's names; a processor that says it is virtual without a name is `kvm`, by
/// far the most common.
fn from_tables(firmware: &str, cpu: &str) -> &'static str {
    let firmware = firmware.to_lowercase();
    let named = FIRMWARE.iter().find(|(mark, _)| firmware.contains(mark));
    if let Some((_, name)) = named {
        return name;
    }
    let flags = cpu.lines().find(|line| line.starts_with("flags"));
    let is_virtual = flags.is_some_and(|flags| flags.split(' ').any(|flag| flag == "hypervisor"));
    if is_virtual { "kvm" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::from_tables;

    #[test]
    fn the_firmware_names_the_hypervisor() {
        assert_eq!(
            from_tables("QEMU Standard PC (i440FX + PIIX, 1996)", ""),
            "kvm"
        );
        assert_eq!(
            from_tables("VMware, Inc. VMware Virtual Platform", ""),
            "vmware"
        );
        assert_eq!(
            from_tables("Microsoft Corporation Virtual Machine", ""),
            "hyperv"
        );
    }

    #[test]
    fn bare_metal_is_nothing() {
        assert_eq!(
            from_tables("Dell Inc. PowerEdge R640", "flags\t\t: fpu vme de"),
            ""
        );
    }

    #[test]
    fn the_processor_tells_when_the_firmware_does_not() {
        assert_eq!(from_tables(" ", "flags\t\t: fpu hypervisor lahf_lm"), "kvm");
    }
}
