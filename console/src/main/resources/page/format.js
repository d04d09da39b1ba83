// Values as text. Pure: what is shown depends on the arguments alone.

const SPACE = '\u00a0';
export const UNKNOWN = '–';

/** A weight of 0 to 100: "12.5 %". */
export function percent(weight) {
  return known(weight) ? `${number(weight)}${SPACE}%` : UNKNOWN;
}

/** A share of 0 to 1 in percent: 0.0123 is "1.23 %". */
export function ratio(share) {
  return known(share) ? percent(share * 100) : UNKNOWN;
}

/** Microseconds with three digits: "412 µs", "41.3 ms", "2.05 s". */
export function micros(value) {
  if (!known(value)) return UNKNOWN;
  if (value < 1000) return `${number(value)}${SPACE}µs`;
  return value < 1e6 ? `${number(value / 1000)}${SPACE}ms` : `${number(value / 1e6)}${SPACE}s`;
}

/** Milliseconds with three digits. */
export function millis(value) {
  return known(value) ? micros(value * 1000) : UNKNOWN;
}

/** Three digits; whole thousands are kept and parted: "1 234 567". */
export function number(value) {
  if (!known(value)) return UNKNOWN;
  const size = Math.abs(value);
  if (size >= 1000) return parted(Math.round(value));
  if (size !== 0 && size < 0.001) return value.toExponential(1).replace('e-', '·10^−');
  return String(Number(value.toPrecision(3)));
}

function parted(whole) {
  return String(whole).replace(/\B(?=(\d{3})+(?!\d))/g, SPACE).replace('-', '−');
}

/** A verdict's value in its unit. */
export function inUnit(value, unit) {
  if (!known(value)) return UNKNOWN;
  switch (unit) {
    case 'ratio': return ratio(value);
    case 'us': return micros(value);
    case 'per-second': return `${number(value)}/s`;
    case 'seconds': return duration(value);
    case 'times': return `${number(value)}×`;
    default: return unit ? `${number(value)}${SPACE}${unit}` : number(value);
  }
}

/** Seconds in at most two parts: "0 s", "850 ms", "2 m 10 s", "3 h 5 m", "4 d 2 h". */
export function duration(seconds) {
  if (!known(seconds)) return UNKNOWN;
  if (seconds < 0) return `−${duration(-seconds)}`;
  if (seconds > 0 && seconds < 1) return `${Math.max(1, Math.round(seconds * 1000))}${SPACE}ms`;
  if (seconds < 10) return `${Number(seconds.toFixed(1))}${SPACE}s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}${SPACE}s`;
  if (whole < 3600) return two(Math.floor(whole / 60), 'm', whole % 60, 's');
  if (whole < 86400) return two(Math.floor(whole / 3600), 'h', Math.floor((whole % 3600) / 60), 'm');
  return two(Math.floor(whole / 86400), 'd', Math.floor((whole % 86400) / 3600), 'h');
}

function two(large, largeUnit, small, smallUnit) {
  const first = `${large}${SPACE}${largeUnit}`;
  return small === 0 ? first : `${first}${SPACE}${small}${SPACE}${smallUnit}`;
}

/** "12 s ago"; "now" within a second, and for what another clock puts into the future. */
export function ago(at, now) {
  const seconds = Math.floor((now - Date.parse(at)) / 1000);
  return Number.isNaN(seconds) ? UNKNOWN : seconds < 1 ? 'now' : `${duration(calm(seconds))} ago`;
}

/** "in 4 m 10 s", or "12 s over" when it has passed. */
export function until(at, now) {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  if (Number.isNaN(seconds)) return UNKNOWN;
  return seconds >= 0 ? `in ${duration(calm(seconds))}` : `${duration(calm(-seconds))} over`;
}

/** From ten minutes on seconds say nothing and only flicker. */
function calm(seconds) {
  return seconds < 600 ? seconds : seconds - (seconds % 60);
}

/** An ISO 8601 duration ("PT1M30.5S", "P2DT3H") in seconds; NaN when it is none. */
export function isoSeconds(text) {
  const parts = /^(-)?P(?:(\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?)?$/.exec(text ?? '');
  if (!parts) return NaN;
  const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  return (sign ? -1 : 1) * (days * 86400 + hours * 3600 + minutes * 60 + Number(seconds));
}

/** An ISO 8601 duration as people read it. */
export function isoDuration(text) {
  return text === undefined ? UNKNOWN : duration(isoSeconds(text));
}

/** From one instant to another, as a duration. */
export function between(from, to) {
  return duration((Date.parse(to) - Date.parse(from)) / 1000);
}

/** Local time of day, with the date unless it is that of `now`: "14:03:07", "28 Nov 14:03:07". */
export function localTime(at, now = Date.now()) {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return UNKNOWN;
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(digits).join(':');
  if (sameDay(time, new Date(now))) return clock;
  const year = time.getFullYear() === new Date(now).getFullYear() ? '' : ` ${time.getFullYear()}`;
  return `${time.getDate()} ${MONTHS[time.getMonth()]}${year} ${clock}`;
}

/** Universal time in full: "2026-11-22 12:00:00.200 UTC". */
export function utcTime(at) {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? UNKNOWN
      : time.toISOString().replace('T', ' ').replace(/(\.000)?Z$/, ' UTC');
}

/** "2026-11" as "Nov 2026". */
export function monthName(month) {
  const [year, index] = month.split('-');
  return `${MONTHS[Number(index) - 1]} ${year}`;
}

/** "1 request", "2 requests". */
export function count(amount, one, many = `${one}s`) {
  return `${number(amount)}${SPACE}${amount === 1 ? one : many}`;
}

/** A share of 0 to 1 in whole percent that says neither 0 nor 100 before it is. */
export function progress(share) {
  const whole = Math.round(share * 100);
  return `${share > 0 && whole === 0 ? 1 : share < 1 && whole === 100 ? 99 : whole}${SPACE}%`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function known(value) {
  return typeof value === 'number' && Number.isFinite(value);
}

function digits(value) {
  return String(value).padStart(2, '0');
}

function sameDay(one, other) {
  return one.toDateString() === other.toDateString();
}
