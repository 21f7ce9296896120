//! The list of all texts.

/// What stands between two texts in a language's file; no text has it.
pub(super) const SEPARATOR: u8 = b'\n';

/// Cuts the first text off the rest of a file. It is called for each text there is and must not be
/// compiled into each call.
#[inline(never)]
fn next(rest: &mut &'static str, text: &mut &'static str) {
    let (first, others) = rest.split_once(char::from(SEPARATOR)).unwrap_or((rest, ""));
    (*text, *rest) = (first, others);
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// All the words of one language.
        #[derive(Debug)]
        pub struct Texts {
            $($(#[$doc])* pub $name: &'static str,)+
        }

        impl Texts {
            /// Nothing to say.
            pub(super) const SILENT: Self = Self { $($name: ""),+ };

            /// Every text with its name, for checks over all languages.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),+]
            }

            /// Reads what [`to_file`](Self::to_file) wrote; `None` when it has more or fewer texts
            /// than there are.
            pub fn from_file(file: &'static str) -> Option<Box<Self>> {
                let count = [$(stringify!($name)),+].len();
                let found = file.bytes().filter(|byte| *byte == SEPARATOR).count() + 1;
                if found != count {
                    return None;
                }
                let mut rest = file;
                let mut texts = Box::new(Self::SILENT);
                $(next(&mut rest, &mut texts.$name);)+
                Some(texts)
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
    /// Shows the navigation on a phone.
    menu,
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
    /// The chosen language's file did not come.
    language_failed,
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
    /// Frames arrive, and some servers come by polling alone.
    feed_partly,
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
    /// Tooltip: live, and some servers only by polling.
    feed_partly_hint,
    /// Tooltip: online by polling.
    feed_polling_hint,
    /// The badge while a slow line is spared.
    feed_slow_line,
    /// Tooltip of that.
    feed_slow_line_hint,
    /// The badge while the browser saves data.
    feed_saves_data,
    /// Tooltip of that.
    feed_saves_data_hint,
    /// Said before the badge's word to screen readers.
    connection,
    /// What is shown is old; gap: a time of day.
    stale_since,
    /// No dashboard answers, and nothing to show.
    trouble_no_answer,
    /// Something else answers.
    trouble_not_a_dashboard,
    /// The dashboard is down: a proxy answers in its place.
    trouble_behind_proxy,
    /// A proxy wants its own password.
    trouble_walled,
    /// Every answer is a redirect to another site.
    trouble_led_away,
    /// The socket is lost, and something else answers in place of the API.
    trouble_api_closed,
    /// The socket is refused.
    trouble_socket_refused,
    /// The socket is silent.
    trouble_socket_silent,
    /// What happens next.
    trouble_retrying,
    /// A button that asks at once.
    retry_now,
    /// A button that loads the page again.
    reload,
    /// A screen that is a file of its own did not come.
    part_missing,
    /// Why, and what to do.
    part_missing_sentence,

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
    /// All servers, whatever their status.
    all,
    /// An offline server's status on a card, with how long.
    offline_short,
    /// Traffic both ways together, on a card.
    traffic_sum,
    /// Name of the box in which servers are searched for.
    filter_servers,
    /// What stands in that box while it is empty.
    filter_hint,
    /// There is no such field: the term.
    wrong_field,
    /// The field is a text and cannot be compared: the term.
    wrong_figure,
    /// No number to compare with: the term.
    wrong_number,
    /// No such status: the term.
    wrong_status,
    /// Name of the group of views.
    view,
    /// A card a server.
    view_cards,
    /// A line a server.
    view_list,
    /// A table.
    view_table,
    /// A map.
    view_map,
    /// Name of the box that says what is sorted by.
    sort_by,
    /// As the owner ordered them.
    sort_owner,
    /// By status.
    sort_status,
    /// By country.
    country,
    /// From the lowest to the highest.
    ascending,
    /// From the highest to the lowest.
    descending,
    /// Whether offline servers stand behind the others.
    offline_last,
    /// The button that shows the tools on a phone.
    filter_and_sort,
    /// Name of the groups' tabs.
    groups,
    /// The servers of no group.
    no_group,
    /// How many of all are shown.
    shown_of,
    /// Nothing is left by what is chosen.
    no_match,
    /// The same in a sentence: how many there are.
    no_match_sentence,
    /// The button that shows all again.
    clear_filter,
    /// Name of the strip of servers that need somebody.
    needs_attention,
    /// A server that ends soon: how long it has left.
    time_left_short,
    /// A server whose time has ended.
    ended,
    /// How many more there are than are shown.
    and_more,
    /// Name of the search over everything, and of its box.
    search,
    /// What stands in its box while it is empty.
    search_hint,
    /// It finds nothing of this.
    search_none,
    /// The screens, as a section of what it finds.
    screens,
    /// Name of the list of a table's columns.
    columns,
    /// Moves a column one place towards the beginning.
    move_before,
    /// The same towards the end.
    move_after,
    /// Name of the list beside the map.
    countries,
    /// Shows a monitor's latency on every card.
    pin_monitor,
    /// Loads the latencies of a large fleet, a card at a time.
    show_latency,
    /// What sorting by latency takes; gap: how many servers.
    latency_order,
    /// Fetches them.
    latency_fetch,
    /// How far that is; gaps: how many are there, of how many.
    latency_fetching,
    /// Ends it.
    latency_stop,
    /// A button that is pressed or not.
    keep_watching,
    /// What it does.
    keep_watching_hint,
    /// Said where the browser does not let the page notify.
    watch_blocked,
    /// A notification; gap: a server's name.
    went_offline,
    /// A notification; gap: how many.
    went_offline_many,
    /// A notification; gap: a server's name.
    came_back,
    /// A notification; gap: how many.
    came_back_many,
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
    /// Link.
    previous_server,
    /// Link.
    next_server,
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
    /// Why there is a dash; gap: what the agent said.
    untrue,
    /// Section: what the agent said that cannot be true.
    untrue_section,
    /// How much there is of something; gap: of what.
    total_of,
    /// A sensor without a name; gap: its number.
    sensor,
    /// Opens the list of sensors of which each may be shown.
    choose_sensors,
    /// IPv4 and IPv6 addresses.
    addresses,
    /// Button; gap: which address.
    copy_address,
    /// Remark.
    public_note,
    /// Section: what one gets for the money.
    plan,
    /// Bandwidth of the plan.
    bandwidth,
    /// What is sent counts; gap: the volume.
    traffic_outbound,
    /// The larger of sent and received counts; gap: the volume.
    traffic_larger,
    /// Both count; gap: the volume.
    traffic_both,
    /// Networks it is reached through.
    network_routes,
    /// Anything else about the plan.
    extras,
    /// Where the server is, in the owner's words.
    location,
    /// What the owner says of it in a word.
    slogan,
    /// Before a link by which one gets such a server.
    order,
    /// Opens a long remark.
    whole_remark,
    /// Section: what it costs, and until when it is paid.
    billing,
    /// One payment.
    price,
    /// Nothing is paid.
    free,
    /// What is used is paid.
    pay_as_you_go,
    /// How long one payment lasts.
    billing_cycle,
    /// Each month.
    monthly,
    /// Each three months.
    quarterly,
    /// Each six months.
    half_yearly,
    /// Each year.
    yearly,
    /// When it began.
    billing_start,
    /// The day it ends.
    expires,
    /// It has no end.
    expires_never,
    /// The day it goes on by itself.
    renews,
    /// Time until the end.
    time_left,
    /// It has ended; gap: a length of time.
    expired_for,
    /// What is left of what was paid.
    remaining_value,
    /// No such server: heading.
    server_missing,
    /// No such server: sentence for guests.
    server_missing_guest,
    /// No such server: sentence for those signed in.
    server_missing_signed_in,

    // Latency.
    /// Heading of the section.
    latency,
    /// Name of the plot.
    latency_chart,
    /// How the plot is used by keys.
    latency_keys,
    /// No history.
    latency_empty,
    /// Hidden from guests.
    latency_hidden,
    /// No such server.
    latency_missing,
    /// A view password is wanted.
    latency_guarded,
    /// A refresh failed; before the reason.
    latency_old,
    /// The answer takes long.
    latency_slow,
    /// Name of the buttons.
    range,
    /// Button.
    range_half_hour,
    /// Button.
    range_hour,
    /// Button.
    range_six_hours,
    /// Button.
    range_day,
    /// Button.
    reset_zoom,
    /// Switch.
    clip_peaks,
    /// What it does.
    clip_hint,
    /// Field.
    cap,
    /// What an empty one means.
    cap_hint,
    /// What stands in the empty box of the cap.
    automatic,
    /// Switch.
    estimates,
    /// What it means.
    estimates_hint,
    /// Name of the strip.
    overview_strip,
    /// Name of the table.
    latency_table,
    /// Column.
    monitor,
    /// Column.
    last,
    /// Column.
    minimum,
    /// Column.
    average,
    /// Column.
    median,
    /// Column.
    maximum,
    /// Column.
    jitter,
    /// Its definition.
    jitter_hint,
    /// Column.
    loss,
    /// Its definition.
    loss_hint,
    /// Column.
    at_cap,
    /// Its definition; gap: the cap with its unit.
    at_cap_hint,
    /// Which cap the samples prove; gap: the cap with its unit.
    cap_found,
    /// They prove one that is higher than this; gap: a latency with its unit.
    cap_above,
    /// Column.
    estimated,
    /// Its definition.
    estimated_hint,
    /// Column.
    samples,
    /// Column.
    coverage,
    /// Its definition.
    coverage_hint,
    /// Said of an average where some samples were at the cap.
    without_capped,
    /// In place of a value.
    lost,
    /// A value at the cap; gap: the cap with its unit.
    at_least,
    /// A value with a likely partial loss; gap: the value.
    reading_estimated,
    /// No sample at that time.
    no_sample,
    /// Every sample of a monitor is lost; gap: the monitor.
    no_answer_at_all,
    /// Button.
    all_monitors,
    /// How to see one alone.
    solo_hint,
    /// Heading over the live charts.
    live_charts,
    /// Gap: the time of day of the first report that is shown.
    live_charts_since,
    /// Nothing recorded yet.
    live_charts_empty,
    /// Nothing recorded, and nothing comes.
    live_charts_offline,
    /// What keys do there.
    live_charts_keys,
    /// The chart of TCP and UDP.
    connections,
    /// Button.
    export,
    /// Button.
    link_to_view,

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

    // Shell, for those who are signed in.
    /// The link to the API tokens, and their screen's title.
    nav_tokens,
    /// The link to registering a server, and its screen's title.
    nav_register,
    /// The token in use is kept in memory alone.
    token_in_memory,

    // Buttons of many screens.
    /// Copies a text.
    copy,
    /// It was copied.
    copied,
    /// It could not be copied.
    copy_failed,
    /// Deletes.
    delete,
    /// Closes a dialog and does nothing.
    cancel,
    /// Closes a dialog.
    close,
    /// A link to a server; gap: its name.
    open_server,

    // Errors.
    /// No answer.
    error_offline,
    /// No answer in time.
    error_timeout,
    /// A proxy's error; gap: the HTTP status.
    error_unreachable,
    /// A proxy wants its own password in the header of a token.
    error_walled,
    /// 403.
    error_sign_in,
    /// Not allowed.
    error_forbidden,
    /// 404.
    error_not_found,
    /// Refused with another code; gap: the code.
    error_rejected,
    /// An answer that cannot be read.
    error_payload,

    // Sign in.
    /// Title of the screen for those who are signed in.
    account,
    /// What a sign-in is for.
    sign_in_adds,
    /// The link to the dashboard's login.
    sign_in_dashboard,
    /// What that does.
    sign_in_dashboard_hint,
    /// Heading over the token's form.
    token_section,
    /// The token's field.
    api_token,
    /// Where to get one.
    api_token_hint,
    /// The box.
    keep_on_device,
    /// What it means without.
    keep_on_device_hint,
    /// The button.
    use_token,
    /// Nothing was pasted.
    token_missing,
    /// It is wrong.
    token_refused,
    /// Heading over the token in use.
    token_in_use,
    /// Heading: a token is kept that is not in use.
    token_stored,
    /// Where it is kept.
    kept_in_tab,
    /// Where it is kept.
    kept_on_device,
    /// Where it is kept.
    kept_in_memory,
    /// It was refused.
    token_no_longer,
    /// It could not be tried yet.
    token_untried,
    /// The button.
    forget_token,
    /// Signed in by cookie.
    signed_in_dashboard,
    /// The button.
    sign_out,
    /// What it does.
    sign_out_hint,
    /// It did not work.
    still_signed_in,

    // API tokens.
    /// What tokens are.
    tokens_sentence,
    /// What a guest is told.
    tokens_for_guest,
    /// What one with a token is told.
    tokens_for_token,
    /// There are none.
    tokens_empty,
    /// The field and the column.
    note,
    /// What it is for.
    note_hint,
    /// Gap: the number of characters.
    note_too_long,
    /// A control character.
    note_control,
    /// The button.
    create_token,
    /// No answer came.
    create_uncertain,
    /// The search field.
    filter_tokens,
    /// The column, and the field of a new one.
    token,
    /// Mark on the token in use.
    token_here,
    /// In place of an empty note.
    no_note,
    /// A row's box; gap: the note.
    select_token,
    /// The box of the table's head.
    select_all,
    /// The button for several; gap: the number.
    remove_selected,
    /// Title of the dialog.
    delete_token,
    /// Gap: how many.
    delete_question,
    /// Above one note.
    delete_one,
    /// What it does.
    delete_warning,
    /// One of them is used here.
    delete_in_use,
    /// Gap: how many notes are not named.
    delete_more,
    /// Gaps: how many were not deleted, why.
    delete_failed,
    /// Gap: how many.
    deleted,
    /// Title of the dialog.
    new_token,
    /// What to do with it.
    new_token_sentence,
    /// Name of the tabs.
    snippets,
    /// The button.
    snippet_copy,

    // Register a server.
    /// What it does.
    register_sentence,
    /// What a guest is told.
    register_needs_sign_in,
    /// The dashboard has no such address.
    register_too_old,
    /// The field.
    name,
    /// What an empty one means.
    name_hint,
    /// The button that asks for several names.
    several,
    /// The button that goes back to one.
    only_one,
    /// The field for several.
    names,
    /// Gaps: the most, how many there are.
    names_too_many,
    /// The field.
    group,
    /// What an empty one means.
    group_hint,
    /// The field.
    private_note,
    /// The button.
    register,
    /// While several are registered: which one it is, and how many.
    registering,
    /// Heading over the result; gap: the name.
    registered,
    /// The same without a name.
    registered_unnamed,
    /// Gaps: how many, of how many.
    registered_some,
    /// It was made, but the answer did not come.
    register_lost,
    /// Follows an error after which there is no new server.
    register_nothing,
    /// No answer, and no list that would tell whether there is a new server.
    register_unknown,
    /// The field.
    secret,
    /// What it is.
    secret_sentence,
    /// Heading over the agents' address.
    agent_address,
    /// The field.
    agent_host,
    /// The field.
    agent_port,
    /// The switch.
    agent_tls,
    /// What they are.
    agent_address_hint,
    /// It is no host.
    agent_host_wrong,
    /// It is no port.
    agent_port_wrong,
    /// Name of the tabs.
    install_command,
    /// The button.
    command_copy,
    /// No report yet.
    waiting,
    /// It reports.
    arrived,
    /// Several fit; before their links.
    register_alike,
    /// No server fits.
    register_not_listed,
    /// Heading over the script.
    script_section,
    /// What it does.
    script_sentence,
    /// The button.
    script_download,
    /// The button.
    register_another,

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

    // Dates. In their forms `Y` is the year, `M` a month of `months`, `D` the day, `T` the time of day.
    /// The months' short names, parted by spaces.
    months,
    /// A day without its year.
    day_form,
    /// A day.
    date_form,
    /// A day with a time.
    moment_form,
}
