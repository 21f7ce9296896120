//! The list of all texts.

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// All the words of one language.
        #[derive(Debug)]
        pub struct Texts {
            $($(#[$doc])* pub $name: &'static str,)+
        }

        impl Texts {
            /// Every text with its name, for checks over all languages.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),+]
            }
        }
    };
}

texts! {
    /// The mark between whole and fraction: `.` or `,`.
    decimal_mark,

    // Shell.
    /// Name of the navigation.
    nav_main,
    /// The overview's link and title.
    nav_overview,
    /// The link that moves the focus past the header.
    skip_to_content,
    /// Name of the theme menu.
    theme,
    /// Follow the system.
    theme_system,
    /// Light.
    theme_light,
    /// Dark.
    theme_dark,
    /// Name of the language menu.
    language,
    /// Link to the dashboard's login.
    sign_in,
    /// Who I am: signed in by cookie.
    signed_in,
    /// Who I am: by API token.
    signed_in_by_token,
    /// The cookie's session ended.
    session_ended,
    /// The token is no longer good.
    token_ended,
    /// Said after either, where nothing else signs the visitor in.
    as_guest,
    /// Closes a notice.
    dismiss,

    // The connection badge.
    /// Before the first data.
    feed_connecting,
    /// Frames arrive.
    feed_live,
    /// Only polling.
    feed_polling,
    /// Nothing for a while.
    feed_stale,
    /// Refused or no network.
    feed_offline,
    /// The tab is hidden.
    feed_paused,
    /// Tooltip: online by live frames.
    feed_live_hint,
    /// Tooltip: online by polling.
    feed_polling_hint,
    /// Said before the badge's word to screen readers.
    connection,
    /// What is shown is old; gap: a time of day.
    stale_since,
    /// No dashboard answers, and nothing to show.
    trouble_no_answer,
    /// Something else answers.
    trouble_not_a_dashboard,
    /// The socket is refused.
    trouble_socket_refused,
    /// The socket is silent.
    trouble_socket_silent,
    /// What happens next.
    trouble_retrying,
    /// A button that asks at once.
    retry_now,

    // Overview.
    /// Title of the overview.
    servers,
    /// Online.
    online,
    /// Offline.
    offline,
    /// Never reported.
    pending,
    /// Tile: current speeds.
    current_speed,
    /// Tile: traffic since boot.
    total_traffic,
    /// Sent.
    upload,
    /// Received.
    download,
    /// No server at all, as a guest.
    empty_guest,
    /// No server at all, signed in.
    empty_fleet,
    /// Loading.
    loading,

    // A server.
    /// Offline; gap: a length of time.
    offline_for,
    /// The sentence of a server that never reported.
    pending_sentence,
    /// Never reported since the dashboard restarted, values from before.
    pending_again,
    /// The agent's numbers cannot be read.
    unreadable_sentence,
    /// Hidden from guests.
    hidden_from_guests,
    /// CPU.
    cpu,
    /// Memory.
    memory,
    /// Swap.
    swap,
    /// Disk.
    disk,
    /// Load averages.
    load,
    /// Uptime.
    uptime,
    /// Used of total; gaps: both.
    used_of_total,
    /// One processor core; gap: the number.
    core,
    /// Processor cores; gap: the number.
    cores,
    /// Last seen; gap: a moment.
    last_seen,

    // Server page.
    /// Back to the overview.
    back_to_overview,
    /// Section: usage.
    section_usage,
    /// Section: network.
    section_network,
    /// Section: system.
    section_system,
    /// Section: sensors.
    section_sensors,
    /// Operating system.
    operating_system,
    /// Architecture.
    architecture,
    /// Virtualization.
    virtualization,
    /// Processor.
    processor,
    /// Graphics processor.
    graphics,
    /// Boot time.
    boot_time,
    /// Agent version.
    agent_version,
    /// Country or region.
    region,
    /// Last report.
    last_report,
    /// Load of 1, 5, 15 minutes.
    load_averages,
    /// TCP connections.
    tcp_connections,
    /// UDP connections.
    udp_connections,
    /// Processes.
    processes,
    /// Upload speed.
    upload_speed,
    /// Download speed.
    download_speed,
    /// Uploaded since boot.
    uploaded,
    /// Downloaded since boot.
    downloaded,
    /// Use of the graphics processor.
    gpu_use,
    /// Not measured by the agent.
    not_measured,
    /// Unknown right now.
    unknown,
    /// IPv4 and IPv6 addresses.
    addresses,
    /// Remark.
    public_note,
    /// No such server: heading.
    server_missing,
    /// No such server: sentence for guests.
    server_missing_guest,
    /// No such server: sentence for those signed in.
    server_missing_signed_in,

    // View password.
    /// Heading.
    view_password_title,
    /// Explanation.
    view_password_sentence,
    /// Field.
    view_password,
    /// Button.
    view_password_continue,
    /// It is wrong.
    view_password_wrong,
    /// It could not be sent.
    view_password_failed,

    // Not found and last resort.
    /// Heading.
    not_found,
    /// Sentence.
    not_found_sentence,
    /// Way home.
    to_overview,

    // Lengths of time.
    /// Below a minute.
    span_moments,
    /// Gap: minutes.
    span_minutes,
    /// Gap: hours.
    span_hours,
    /// Gap: days.
    span_days,
}
