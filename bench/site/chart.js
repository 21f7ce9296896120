// One chart in a page, of one of the libraries, over the same samples:
// chart.html?side=lotus|uplot|nothing&data=FILE&series=8
//
// Everything is loaded and in memory before `bench.isReady`; then `show` and `zoom` are measured.

const parameters = new URLSearchParams(location.search);
const count = Number(parameters.get('series'));
const host = document.querySelector('#host');
const MINUTE_MS = 60_000;
const FROM_MS = Date.UTC(2026, 0, 1);
const HUES = ['#e35e13', '#584f00', '#2f9f98', '#2e50ce', '#b476fd', '#9e0b7d', '#777777', '#2c7a2c'];

/** A value a minute and series: NaN where there is no sample, 0 where it was lost. */
async function load() {
  const answer = await fetch(parameters.get('data'));
  const values = new Float32Array(await answer.arrayBuffer());
  const length = values.length / count;
  return Array.from({ length: count }, (_, at) => values.subarray(at * length, (at + 1) * length));
}

const sides = {
  async lotus(data) {
    const lotus = await import('./lotus_bench.js');
    await lotus.default();
    const harness = new lotus.Harness();
    data.forEach((values, series) => {
      const there = Array.from(values.keys()).filter((at) => !Number.isNaN(values[at]));
      const times = Float64Array.from(there, (at) => FROM_MS + at * MINUTE_MS);
      harness.add(`Monitor ${series + 1}`, times, Float32Array.from(there, (at) => values[at]));
    });
    return {
      show: () => harness.show(host),
      zoom: (from, to) => harness.look_at(from, to),
    };
  },

  async uplot(data) {
    const { default: uPlot } = await import('./uplot.js');
    const times = Array.from(data[0], (_, at) => (FROM_MS + at * MINUTE_MS) / 1000);
    const lines = data.map((values) =>
      Array.from(values, (value) => (value > 0 ? value : null)));
    const value = (_, latency) => (latency == null ? '--' : `${latency.toFixed(2)} ms`);
    const options = {
      width: 1000,
      height: 400,
      scales: { x: { time: true }, y: { auto: true } },
      axes: [{}, { size: 60, values: (_, ticks) => ticks.map((tick) => `${tick} ms`) }],
      series: [{}, ...lines.map((_, series) => ({
        label: `Monitor ${series + 1}`,
        stroke: HUES[series],
        width: 1.5,
        spanGaps: false,
        value,
      }))],
    };
    const aligned = [times, ...lines];
    let chart;
    return {
      show: () => (chart = new uPlot(options, aligned, host)),
      zoom: (from, to) => chart.setScale('x', { min: from / 1000, max: to / 1000 }),
    };
  },

  // What frames and pointers cost by themselves.
  async nothing() {
    return { show() {}, zoom() {} };
  },
};

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
/** After the next frame is painted. */
const painted = async () => {
  await frame();
  await frame();
};

const data = await load();
const side = await sides[parameters.get('side')](data);
const length = data[0].length * MINUTE_MS;
// In, about and out again: shares of all there is.
const STRETCHES = [
  [0.25, 0.75], [0.4, 0.65], [0.5, 0.56], [0.52, 0.58], [0.3, 0.6], [0.1, 0.6], [0, 0.5], [0, 1],
];

globalThis.bench = {
  isReady: true,
  async show() {
    // What is drawn in a frame is filled within that frame's task; what is drawn elsewhere is filled
    // between tasks, where Chromium counts it for nobody.
    await frame();
    side.show();
    await painted();
  },
  redraws: STRETCHES.length,
  async zoom() {
    for (const [from, to] of STRETCHES) {
      side.zoom(FROM_MS + from * length, FROM_MS + to * length);
      await frame();
    }
    await painted();
  },
  painted,
};
