(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const narrow = () => window.innerWidth < 640;
  const percent = value => value == null ? "–" : +(value * 100).toPrecision(3) + "%";
  const millis = value => value == null ? "–" : +value.toPrecision(3) + " ms";
  const plain = value => value == null ? "–" : value >= 1e5 || value > 0 && value < 1e-3 ? value.toExponential(value < 9.5e5 ? 0 : 1).replace(".0e", "e").replace("e+", "e") : +value.toPrecision(4) + "";
  let plots = [];
  let selected = null;

  const markers = policy => u => {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const decision of policy.decisions) {
      const x = u.valToPos(decision.time, "x", true);
      const chosen = selected === decision.id;
      ctx.strokeStyle = colour({ promote: "good", complete: "good", rollback: "bad" }[decision.kind] || "wait");
      ctx.lineWidth = (chosen ? 3 : 1) * devicePixelRatio;
      ctx.setLineDash(chosen ? [] : [4 * devicePixelRatio, 4 * devicePixelRatio]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  };

  const shade = policy => u => {
    if (policy.hypotheticalSince == null) return;
    const { ctx, bbox } = u;
    const right = bbox.left + bbox.width;
    const x = Math.min(right, Math.max(bbox.left, u.valToPos(policy.hypotheticalSince, "x", true)));
    ctx.save();
    ctx.fillStyle = colour("shade");
    ctx.fillRect(x, bbox.top, right - x, bbox.height);
    ctx.fillStyle = colour("soft");
    ctx.font = 11 * devicePixelRatio + "px system-ui, sans-serif";
    if (right - x > 80 * devicePixelRatio) ctx.fillText("hypothetical", x + 5 * devicePixelRatio, bbox.top + 12 * devicePixelRatio);
    ctx.restore();
  };

  const limits = lines => u => {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.font = 11 * devicePixelRatio + "px system-ui, sans-serif";
    ctx.textAlign = "right";
    for (const line of lines) {
      if (line.value > u.scales.y.max || line.value < u.scales.y.min) continue;
      const y = u.valToPos(line.value, "y", true);
      ctx.strokeStyle = ctx.fillStyle = colour("bad");
      ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      ctx.fillText(line.text, bbox.left + bbox.width - 4, y - 4 * devicePixelRatio);
    }
    ctx.restore();
  };

  const clock = (u, ticks, axis, space, step) => ticks.map((tick, i) => {
    const iso = at => new Date(at * 1e3).toISOString();
    const day = iso(tick).slice(0, 10);
    const time = step >= 86400 ? day : iso(tick).slice(11, step < 60 ? 19 : 16);
    return step < 86400 && (i === 0 || iso(ticks[i - 1]).slice(0, 10) !== day) ? time + "\n" + day : time;
  });

  const axes = (format, log) => [
    { stroke: colour("soft"), grid: { stroke: colour("grid"), width: 1 }, ticks: { stroke: colour("grid") }, space: narrow() ? 70 : 60, values: clock },
    { stroke: colour("soft"), grid: { stroke: colour("grid"), width: 1 }, ticks: { stroke: colour("grid") }, size: 62,
      values: (u, ticks) => ticks.map(tick => tick == null ? "" : format(tick)), ...(log ? { space: 24 } : {}) },
  ];

  const line = (label, name, format, extra) => ({
    label, stroke: colour(name), width: 1.5, points: { show: false }, spanGaps: false,
    value: (u, value) => format(value), ...extra,
  });

  function draw(policy, kind, columns, series, format, more) {
    const place = document.getElementById(policy.id + "-" + kind);
    if (!place) return;
    place.textContent = "";
    const log = more && more.log;
    const u = new uPlot({
      width: place.clientWidth, height: 240, tzDate: at => uPlot.tzDate(new Date(at * 1e3), "Etc/UTC"),
      cursor: { drag: { x: true, y: false }, sync: { key: policy.id } },
      scales: { x: { time: true, range: () => [data.from, data.to] }, y: (more && more.y) || { range: (u, low, high) => [0, (high || 1) * 1.08] } },
      axes: axes(format, log), series: [{ value: "{YYYY}-{MM}-{DD} {HH}:{mm}:{ss}", label: "UTC" }, ...series],
      bands: (more && more.bands) || [],
      hooks: { drawClear: [shade(policy)], draw: [limits((more && more.limits) || []), markers(policy)] },
    }, columns, place);
    plots.push({ u, place });
  }

  const range = (columns, lines) => ({ range: (u, low, high) => {
    const top = Math.max(0, ...columns.flat().filter(value => value != null));
    const near = lines.map(line => line.value).filter(value => value <= top * 3);
    return [0, Math.max(top, ...near, 1e-9) * 1.12];
  } });

  function drawAll() {
    plots.forEach(({ u }) => u.destroy());
    plots = [];
    const { history, canary, baseline } = data;
    const c = history.canary, b = history.baseline;
    for (const policy of data.policies) {
      draw(policy, "weight", policy.weight, [
        line("decided", "ink", value => value == null ? "–" : value + "%", { paths: uPlot.paths.stepped({ align: 1 }), width: 2 }),
        line("recorded share", "canary", value => value == null ? "–" : +value.toPrecision(3) + "%"),
      ], value => value + "%", { y: { range: [0, 105] } });
      draw(policy, "requests", [history.time, c.requests, b.requests],
        [line(canary + " per s", "canary", plain), line(baseline + " per s", "baseline", plain)], plain);
      const dash = [[], [6, 3], [2, 3]];
      const quantiles = ["p50", "p95", "p99"];
      const latencies = [...quantiles.map(q => c[q]), ...quantiles.map(q => b[q])];
      draw(policy, "latency", [history.time, ...latencies], [
        ...quantiles.map((q, i) => line(q + " " + canary, "canary", millis, { dash: dash[2 - i] })),
        ...quantiles.map((q, i) => line(q + " " + baseline, "baseline", millis, { dash: dash[2 - i] })),
      ], millis, { limits: policy.limits.latency, y: range(latencies, policy.limits.latency) });
      const bound = (label, name) => line(label, name, percent, { width: .6, alpha: .5 });
      draw(policy, "errors", [history.time, c.rate, c.high, c.low, b.rate, b.high, b.low], [
        line(canary, "canary", percent), bound("at most", "canary"), bound("at least", "canary"),
        line(baseline, "baseline", percent), bound("at most", "baseline"), bound("at least", "baseline"),
      ], percent, { limits: policy.limits.errorRate, bands: [
        { series: [2, 3], fill: colour("canary") + "22" }, { series: [5, 6], fill: colour("baseline") + "22" },
      ], y: range([c.rate, b.rate, c.high.map((v, i) => v == null ? null : Math.min(v, c.rate[i] * 3 + .01))], policy.limits.errorRate) });
      policy.evidence.forEach((track, i) => draw(policy, "evidence-" + i, [track.time, track.evidence, track.bar], [
        line("evidence", "canary", plain), line("bar", "bad", plain, { dash: [4, 4] }),
      ], plain, { log: true, y: { distr: 3, range: (u, low, high) => [Math.max(1e-6, Math.min(low || .1, .1)), Math.min(1e12, Math.max(high || 1, 1e3))] } }));
    }
  }

  document.querySelectorAll(".decisions button").forEach(button => {
    const choose = () => { selected = button.id; plots.forEach(({ u }) => u.redraw(false)); };
    button.addEventListener("focus", choose);
    button.addEventListener("click", choose);
  });
  let width = window.innerWidth;
  window.addEventListener("resize", () => { if (window.innerWidth !== width) { width = window.innerWidth; drawAll(); } });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  drawAll();
})();
