// What Lotus is measured against: a page written by hand for this one purpose. It asks for the
// histories of server 1, draws them and shows the values under the pointer; nothing else.
'use strict';

const parameters = new URLSearchParams(location.search);
const box = document.querySelector('.chart');
box.style.width = `${parameters.get('width')}px`;
box.style.height = `${parameters.get('height')}px`;
const [below, above] = box.querySelectorAll('canvas');
const HUES = ['#e35e13', '#584f00', '#2f9f98', '#2e50ce', '#b476fd', '#9e0b7d', '#777777', '#2c7a2c'];
const MARGIN = { left: 52, top: 16, right: 12, bottom: 24 };
const FONT = '12px system-ui, sans-serif';
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });
const date = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' });
const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const asked = fetch('/api/v1/monitor/1').then((answer) => answer.json());

let lines = [];
let from;
let to;
let ceiling;

const ratio = devicePixelRatio;
const width = box.clientWidth;
const height = box.clientHeight;
const x = (at) => MARGIN.left + ((at - from) / (to - from)) * (width - MARGIN.left - MARGIN.right);
const y = (value) => height - MARGIN.bottom - (value / ceiling) * (height - MARGIN.top - MARGIN.bottom);

function context(canvas) {
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const drawn = canvas.getContext('2d');
  drawn.scale(ratio, ratio);
  drawn.font = FONT;
  drawn.textBaseline = 'middle';
  return drawn;
}

/** The step between round numbers of which about so many fit. */
function round(length, count) {
  const rough = length / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
}

function drawAxes(drawn) {
  drawn.strokeStyle = '#dedbd7';
  drawn.fillStyle = '#5c5650';
  drawn.beginPath();
  drawn.textAlign = 'right';
  const step = round(ceiling, height / 60);
  for (let value = 0; value <= ceiling; value += step) {
    const row = Math.round(y(value)) + 0.5;
    drawn.moveTo(MARGIN.left, row);
    drawn.lineTo(width - MARGIN.right, row);
    drawn.fillText(String(value), MARGIN.left - 6, row);
  }
  drawn.textAlign = 'center';
  const steps = [1, 2, 3, 6, 12, 24, 48, 96].map((hours) => hours * 3_600_000);
  const time = steps.find((length) => (to - from) / length < width / 90) ?? steps.at(-1);
  const format = time < 86_400_000 ? clock : date;
  for (let at = Math.ceil(from / time) * time; at <= to; at += time) {
    const column = Math.round(x(at)) + 0.5;
    drawn.moveTo(column, MARGIN.top);
    drawn.lineTo(column, height - MARGIN.bottom);
    drawn.fillText(format.format(at), column, height - MARGIN.bottom / 2);
  }
  drawn.stroke();
  drawn.textAlign = 'left';
  drawn.fillText('ms', 4, MARGIN.top / 2);
}

/** First, lowest, highest and last of each column; a break where a sample is lost or missing. */
function drawLine(drawn, { times, values, hue }) {
  drawn.strokeStyle = hue;
  drawn.lineWidth = 1.5;
  drawn.lineJoin = 'round';
  drawn.beginPath();
  let column = -1;
  let low = 0;
  let high = 0;
  let last = 0;
  let isOpen = false;
  const close = () => {
    if (isOpen && low !== high) {
      drawn.lineTo(column, y(low));
      drawn.lineTo(column, y(high));
      drawn.lineTo(column, y(last));
    }
  };
  for (let index = 0; index < times.length; index++) {
    const value = values[index];
    const isBroken = index > 0 && times[index] - times[index - 1] > 150_000;
    if (value === 0 || isBroken) {
      close();
      isOpen = false;
      if (value === 0) continue;
    }
    const here = Math.round(x(times[index]));
    if (isOpen && here === column) {
      if (value < low) low = value;
      if (value > high) high = value;
      last = value;
      continue;
    }
    if (isOpen) {
      close();
      drawn.lineTo(here, y(value));
    } else {
      drawn.moveTo(here, y(value));
    }
    isOpen = true;
    column = here;
    low = high = last = value;
  }
  close();
  drawn.stroke();
}

function draw() {
  const drawn = context(below);
  drawAxes(drawn);
  for (const line of lines) drawLine(drawn, line);
  performance.mark('plain:chart-drawn');
}

/** The place of the first time that is not before this one. */
function search(times, at) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const over = context(above);
let pointer = null;
let isDue = false;

function drawCrosshair() {
  isDue = false;
  over.clearRect(0, 0, width, height);
  if (!pointer || !lines.length) return;
  const share = (pointer.x - MARGIN.left) / (width - MARGIN.left - MARGIN.right);
  const wanted = from + share * (to - from);
  let nearest = null;
  for (const { times } of lines) {
    const next = search(times, wanted);
    for (const at of [times[next - 1], times[next]]) {
      if (at !== undefined && (nearest === null || Math.abs(at - wanted) < Math.abs(nearest - wanted))) {
        nearest = at;
      }
    }
  }
  if (nearest === null || share < 0 || share > 1) return;
  const column = Math.round(x(nearest)) + 0.5;
  over.strokeStyle = '#8a8681';
  over.beginPath();
  over.moveTo(column, MARGIN.top);
  over.lineTo(column, height - MARGIN.bottom);
  over.stroke();
  const rows = [];
  for (const { times, values, name, hue } of lines) {
    const index = search(times, nearest);
    const value = times[index] === nearest ? values[index] : undefined;
    if (value) {
      over.fillStyle = hue;
      over.beginPath();
      over.arc(column, y(value), 3, 0, 2 * Math.PI);
      over.fill();
    }
    const text = value === undefined ? 'no sample' : value === 0 ? 'lost' : `${+value.toFixed(3)} ms`;
    rows.push({ name, hue, text, value: value ?? -1 });
  }
  rows.sort((one, other) => other.value - one.value);
  const title = moment.format(nearest);
  const measure = (text) => over.measureText(text).width;
  const names = Math.max(...rows.map(({ name }) => measure(name)));
  const texts = Math.max(...rows.map(({ text }) => measure(text)));
  const wide = Math.max(names + texts + 48, measure(title) + 16);
  const high = 18 * (rows.length + 1) + 8;
  const left = pointer.x + 12 + wide < width ? pointer.x + 12 : pointer.x - 12 - wide;
  const upper = Math.min(Math.max(pointer.y - high / 2, 0), height - high);
  over.fillStyle = '#fff';
  over.fillRect(left, upper, wide, high);
  over.strokeRect(left + 0.5, upper + 0.5, wide - 1, high - 1);
  over.fillStyle = '#231f1b';
  over.textAlign = 'left';
  over.fillText(title, left + 8, upper + 13);
  rows.forEach(({ name, hue, text }, index) => {
    const row = upper + 13 + 18 * (index + 1);
    over.fillStyle = hue;
    over.fillRect(left + 8, row - 1, 16, 2);
    over.fillStyle = '#5c5650';
    over.textAlign = 'left';
    over.fillText(name, left + 30, row);
    over.fillStyle = '#231f1b';
    over.textAlign = 'right';
    over.fillText(text, left + wide - 8, row);
  });
}

function drawSoon() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(drawCrosshair);
}

box.addEventListener('pointermove', (event) => {
  pointer = { x: event.offsetX, y: event.offsetY };
  drawSoon();
});
box.addEventListener('pointerleave', () => {
  pointer = null;
  drawSoon();
});

asked.then(({ result }) => {
  lines = (result ?? []).map((history, index) => ({
    name: history.monitor_name,
    times: history.created_at,
    values: history.avg_delay,
    hue: HUES[index % HUES.length],
  }));
  from = Math.min(...lines.map(({ times }) => times[0]));
  to = Math.max(...lines.map(({ times }) => times.at(-1)));
  let highest = 1;
  for (const { values } of lines) for (const value of values) if (value > highest) highest = value;
  ceiling = highest * 1.05;
  requestAnimationFrame(draw);
});
