// One request of your service as an event, and a batch of them. npm install kafkajs
import { Kafka, logLevel } from 'kafkajs';

const kafka = new Kafka({
  clientId: 'shop',
  brokers: process.env.HEADGATE_BOOTSTRAP_SERVERS.split(','),
  logLevel: logLevel.ERROR,
});
const topic = (process.env.HEADGATE_TOPIC_PREFIX ?? 'headgate.') + 'telemetry.requests';
const producer = kafka.producer({ allowAutoTopicCreation: false });

/** What happened in a request that has just been completed. */
function completed(operation, begun, success) {
  return {
    operation,
    completedAtMillis: Date.now(),
    latencyMicros: Math.round((performance.now() - begun) * 1000),
    outcome: success ? 'success' : 'error',
  };
}

await producer.connect();

// One event.
const begun = performance.now();
await producer.send({
  topic,
  messages: [{ value: JSON.stringify({ service: 'shop', version: '2.4.1', ...completed('checkout', begun, true) }) }],
});

// Many, up to 1 000 and 1 MiB, of one version: cheaper from some dozens of requests a second on.
const events = Array.from({ length: 100 }, (_, i) => completed('search', performance.now(), i % 50 !== 0));
await producer.send({
  topic,
  messages: [{ value: JSON.stringify({ kind: 'requests', service: 'shop', version: '2.4.1', events }) }],
});

await producer.disconnect();
