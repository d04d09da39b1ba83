// One request of your service as an event, and a batch of them. Text only: Headgate's tests do not run this one.
// go get github.com/twmb/franz-go
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// Event is what happened in one request. Service and Version stand once in a batch, outside of its events.
type Event struct {
	Service           string `json:"service,omitempty"`
	Version           string `json:"version,omitempty"`
	Operation         string `json:"operation"`
	CompletedAtMillis int64  `json:"completedAtMillis"`
	LatencyMicros     int64  `json:"latencyMicros"`
	Outcome           string `json:"outcome"`
}

// Batch is up to 1 000 events and 1 MiB of one version.
type Batch struct {
	Kind    string  `json:"kind"`
	Service string  `json:"service"`
	Version string  `json:"version"`
	Events  []Event `json:"events"`
}

func completed(operation string, begun time.Time, success bool) Event {
	outcome := "error"
	if success {
		outcome = "success"
	}
	return Event{Operation: operation, CompletedAtMillis: time.Now().UnixMilli(),
		LatencyMicros: time.Since(begun).Microseconds(), Outcome: outcome}
}

func main() {
	client, err := kgo.NewClient(kgo.SeedBrokers(strings.Split(os.Getenv("HEADGATE_BOOTSTRAP_SERVERS"), ",")...))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	publish := func(value any) {
		bytes, err := json.Marshal(value)
		if err != nil {
			log.Fatal(err)
		}
		record := &kgo.Record{Topic: "headgate.telemetry.requests", Value: bytes}
		if err := client.ProduceSync(context.Background(), record).FirstErr(); err != nil {
			log.Fatal("not published: ", err)
		}
	}

	begun := time.Now()
	one := completed("checkout", begun, true)
	one.Service, one.Version = "shop", "2.4.1"
	publish(one)

	batch := Batch{Kind: "requests", Service: "shop", Version: "2.4.1"}
	for i := 0; i < 100; i++ {
		batch.Events = append(batch.Events, completed("search", time.Now(), i%50 != 0))
	}
	publish(batch)
}
