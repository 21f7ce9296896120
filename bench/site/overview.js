// What Lotus' overview is measured against: a page written by hand for this one purpose. It shows
// the frames of `/ws` as cards with the content of Lotus' own, in English and for guests; nothing
// else. Elements are made once a card, and only what differs from before is written.

// Before all else, for it takes longest to come.
const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws`);
const first = new Promise((resolve) => {
  socket.addEventListener('message', resolve, { once: true });
});
if (document.readyState === 'loading') {
  await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve));
}

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
const DECIMAL = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];
const SPEED = DECIMAL.map((unit) => `${unit}/s`);
const SYSTEMS = {
  alpine: ['Alpine', 'alpinelinux'],
  almalinux: ['AlmaLinux', 'almalinux'],
  arch: ['Arch', 'archlinux'],
  centos: ['CentOS', 'centos'],
  darwin: ['macOS', 'apple'],
  debian: ['Debian', 'debian'],
  fedora: ['Fedora', 'fedora'],
  freebsd: ['FreeBSD', 'freebsd'],
  'opensuse-leap': ['openSUSE Leap', 'opensuse'],
  openwrt: ['OpenWrt', 'openwrt'],
  rocky: ['Rocky', 'rockylinux'],
  ubuntu: ['Ubuntu', 'ubuntu'],
};
const ONLINE_WITHIN_MS = 10_000;

const threeDigits = (value) => value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2);

/** An amount of three digits, and its unit. */
function scaled(amount, step, units) {
  let value = amount;
  let unit = 0;
  while (value >= Math.min(step, 999.5) && unit < units.length - 1) {
    value /= step;
    unit += 1;
  }
  return [unit === 0 ? String(amount) : threeDigits(value), units[unit]];
}

const memory = (bytes) => scaled(bytes, 1024, BINARY);
const traffic = (bytes) => scaled(bytes, 1000, DECIMAL);
const speed = (bytes) => scaled(bytes, 1000, SPEED);
const usedOf = (used, total) => `${memory(used).join(' ')} of ${memory(total).join(' ')}`;

function span(seconds) {
  if (seconds < 60) return '< 1 min';
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** Calls `write` with what differs from before. */
function kept(write) {
  let last;
  return (value) => {
    if (value !== last) {
      last = value;
      write(value);
    }
  };
}

function text(element) {
  const node = element.appendChild(new Text());
  return kept((value) => {
    node.data = value;
  });
}

const attribute = (element, name) => kept((value) => element.setAttribute(name, value));

/** Takes an element away, and puts it back where it was. */
function presence(element) {
  const place = new Comment();
  let isThere = true;
  return (wanted) => {
    if (wanted === isThere) return;
    isThere = wanted;
    if (wanted) place.replaceWith(element);
    else element.replaceWith(place);
  };
}

/** Whether what is out of sight is laid out, as on a page that thinks no further, or left out. */
document.documentElement.dataset.skips = new URLSearchParams(location.search).has('skips');

const copyOf = (id) => document.getElementById(id).content.cloneNode(true);

/** A figure with its unit behind it. */
function quantity(element) {
  const value = text(element);
  const small = document.createElement('span');
  small.className = 'unit';
  element.append(' ', small);
  const unit = text(small);
  return ([figure, name]) => {
    value(figure);
    unit(name);
  };
}

/** A card that shows nothing yet, of which each server's is a copy. */
const pattern = copyOf('card').firstElementChild;
for (const label of ['CPU', 'Memory', 'Disk', 'Load']) {
  const meter = copyOf('meter').firstElementChild;
  meter.setAttribute('aria-label', label);
  meter.querySelector('.meter__label').textContent = label;
  pattern.querySelector('.server-card__meters').append(meter);
}

const level = (share) => (share >= 90 ? 'critical' : share >= 70 ? 'high' : 'normal');

function meter(element, isShare) {
  const value = element.querySelector('.meter__value');
  const figure = text(value);
  if (isShare) {
    const unit = document.createElement('span');
    unit.className = 'unit';
    unit.textContent = '%';
    value.append(unit);
  }
  const { style } = element.querySelector('.meter__track');
  const scale = kept((value) => style.setProperty('--share', value));
  const below = kept((value) => style.setProperty('--below', value));
  const now = attribute(element, 'aria-valuenow');
  const spoken = attribute(element, 'aria-valuetext');
  const isAt = attribute(element, 'data-level');
  const title = attribute(element, 'title');
  const onScale = (share) => Math.min(Math.max(share ?? 0, 0), 100);
  return (share, about, shareBelow, said) => {
    const shown = said ?? (share === undefined ? '–' : share.toFixed(share < 9.95 ? 1 : 0));
    figure(shown);
    scale((onScale(share) / 100).toFixed(3));
    below((onScale(shareBelow) / 100).toFixed(3));
    now(onScale(share).toFixed(0));
    const unit = isShare ? ' %' : '';
    spoken(about ? `${shown}${unit} (${about})` : `${shown}${unit}`);
    isAt(level(share));
    title(about);
  };
}

const share = (used, total) => (total > 0 ? (used / total) * 100 : undefined);

function system({ Platform: platform, PlatformVersion: version }) {
  const isWindows = platform.startsWith('Microsoft Windows');
  if (isWindows) return [platform.slice('Microsoft '.length), 'windows'];
  const [name, mark] = SYSTEMS[platform] ?? [platform, undefined];
  return [version ? `${name} ${version}` : name, mark];
}

function coresOf(models) {
  let cores = 0;
  for (const model of models ?? []) cores += Number(/(\d+) (?:Virtual|Physical) Core$/.exec(model)?.[1] ?? 0);
  return cores;
}

/** `512M`, `4G`, `3.75T`. */
function size(bytes) {
  const gigabytes = bytes / 2 ** 30;
  if (bytes === 0) return '';
  const [value, unit] =
    gigabytes < 0.95 ? [gigabytes * 1024, 'M'] : gigabytes < 1000 ? [gigabytes, 'G'] : [gigabytes / 1024, 'T'];
  return `${Number(value.toFixed(value >= 9.95 ? 0 : unit === 'T' ? 2 : 1))}${unit}`;
}

function shortOf(name) {
  if (name.startsWith('Windows')) return /^.*?\d+/.exec(name)?.[0] ?? name;
  return name.replace(/ (\d+)[.-]\S*$/, ' $1');
}

/** Makes a server's card. */
function makeCard(id) {
  const card = pattern.cloneNode(true);
  card.dataset.serverId = id;
  const find = (selector) => card.querySelector(selector);
  find('a').href = `#/server/${id}`;
  const image = find('.flag');
  const hasFlag = presence(image);
  const flag = attribute(image, 'src');
  const name = text(find('.server-card__link'));
  const title = attribute(find('.server-card__title'), 'title');
  const status = attribute(card, 'data-status');
  const hidden = text(find('.status .visually-hidden'));
  const word = text(find('.status'));
  const markStyle = find('.system-mark').style;
  const mark = kept((value) => {
    markStyle.display = value ? 'inline-block' : 'none';
    markStyle.maskImage = value ? `url("../assets/os/${value}.svg")` : 'none';
  });
  const about = text(find('.server-card__system'));
  const aboutTitle = attribute(find('.server-card__system'), 'title');
  const tag = text(find('.tag'));
  const tagTitle = attribute(find('.tag'), 'title');
  const hasTag = presence(find('.tag'));
  const hasSentence = presence(find('.server-card__sentence'));
  const meters = [...card.querySelectorAll('.meter')];
  const [cpu, ram, disk, load] = meters.map((element, index) => meter(element, index < 3));
  const [up, down, sum] = [...card.querySelectorAll('.flow')].map(quantity);
  const both = attribute(find('.flow--sum'), 'title');
  const hasMeters = presence(find('.server-card__meters'));
  const hasFlow = presence(find('.server-card__flow'));

  const show = ({ Name, Tag, Host: host, State: state }, isAt, ageMs) => {
    status(isAt);
    hidden(isAt === 'online' ? 'Online ' : ' ');
    word(
      isAt === 'online' ? span(state.Uptime) : isAt === 'pending' ? 'Never reported' : `offline ${span(ageMs / 1000)}`,
    );
    name(Name);
    title(Name);
    hasFlag(host.CountryCode !== '');
    if (host.CountryCode) flag(`../assets/flags/${host.CountryCode}.svg`);
    const [systemName, systemMark] = system(host);
    mark(systemMark);
    const cores = coresOf(host.CPU);
    const coresTold = cores === 0 ? '' : cores === 1 ? '1 core' : `${cores} cores`;
    const sizes = [cores ? `${cores}C` : '', size(host.MemTotal), size(host.DiskTotal)].filter(Boolean).join(' ');
    about([shortOf(systemName), sizes].filter(Boolean).join(' · '));
    aboutTitle([systemName, sizes].filter(Boolean).join(' · '));
    hasTag(Tag !== '');
    tag(Tag);
    tagTitle(Tag);
    const hasReported = isAt !== 'pending';
    hasSentence(!hasReported);
    hasMeters(hasReported);
    hasFlow(hasReported);
    if (!hasReported) return;
    cpu(state.CPU, coresTold);
    const swap = host.SwapTotal > 0 ? ` · Swap: ${usedOf(state.SwapUsed, host.SwapTotal)}` : '';
    ram(
      share(state.MemUsed, host.MemTotal),
      usedOf(state.MemUsed, host.MemTotal) + swap,
      share(state.SwapUsed, host.SwapTotal),
    );
    disk(share(state.DiskUsed, host.DiskTotal), usedOf(state.DiskUsed, host.DiskTotal));
    load(cores ? (state.Load1 / cores) * 100 : undefined, coresTold, undefined, threeDigits(state.Load1));
    up(speed(state.NetOutSpeed));
    down(speed(state.NetInSpeed));
    sum(traffic(state.NetOutTransfer + state.NetInTransfer));
    both(`Traffic: ↑ ${traffic(state.NetOutTransfer).join(' ')} · ↓ ${traffic(state.NetInTransfer).join(' ')}`);
  };
  return { card, show };
}

/** The totals header. */
function makeTotals() {
  const totals = document.querySelector('.totals');
  const tiles = [...totals.querySelectorAll('.totals__figure')].map(text);
  const shares = [...totals.querySelectorAll('.totals__share')].map(({ style }) =>
    kept((count) => {
      style.flexGrow = count;
    }),
  );
  const [up, down, sent, received] = [...totals.querySelectorAll('.flow')].map(quantity);
  const [total, online, offline] = ['data-total', 'data-online', 'data-offline'].map((name) => attribute(totals, name));
  return (sums) => {
    [sums.all, sums.online, sums.offline, sums.pending].forEach((count, index) => tiles[index](String(count)));
    [sums.online, sums.offline, sums.pending].forEach((count, index) => shares[index](count));
    total(sums.all);
    online(sums.online);
    offline(sums.offline);
    up(speed(sums.up));
    down(speed(sums.down));
    sent(traffic(sums.sent));
    received(traffic(sums.received));
  };
}

const list = document.querySelector('.cards');
const showTotals = makeTotals();
const cards = new Map();
let order = '';

function show({ now, servers = [] }) {
  const sums = { all: servers.length, online: 0, offline: 0, pending: 0, up: 0, down: 0, sent: 0, received: 0 };
  for (const server of servers) {
    const ageMs = now - Date.parse(server.LastActive);
    const isAt = server.LastActive.startsWith('0001') ? 'pending' : ageMs <= ONLINE_WITHIN_MS ? 'online' : 'offline';
    sums[isAt] += 1;
    sums.sent += server.State.NetOutTransfer;
    sums.received += server.State.NetInTransfer;
    if (isAt === 'online') {
      sums.up += server.State.NetOutSpeed;
      sums.down += server.State.NetInSpeed;
    }
    if (!cards.has(server.ID)) cards.set(server.ID, makeCard(server.ID));
    cards.get(server.ID).show(server, isAt, ageMs);
  }
  showTotals(sums);
  const ids = servers.map(({ ID }) => ID);
  if (ids.join() !== order) {
    order = ids.join();
    list.replaceChildren(...ids.map((id) => cards.get(id).card));
  }
}

const take = ({ data }) => show(JSON.parse(data));
take(await first);
socket.addEventListener('message', take);
