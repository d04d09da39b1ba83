package dev.headgate.cli.accesslog;

import java.time.ZoneId;
import java.util.Locale;

/** The forms of access logs that can be read. */
public enum LogFormats {
    /** HAProxy's {@code option httplog}. */
    HAPROXY {
        @Override
        public LogFormat format(ZoneId zone, boolean untilResponse) {
            return new HaproxyHttpLog(zone, untilResponse);
        }
    },
    /** NGINX's {@code combined}, with times and upstream behind it. */
    NGINX {
        @Override
        public LogFormat format(ZoneId zone, boolean untilResponse) {
            return new NginxLog(untilResponse);
        }
    },
    /** A JSON object a line. */
    JSON {
        @Override
        public LogFormat format(ZoneId zone, boolean untilResponse) {
            return new JsonLog();
        }
    };

    /**
     * Reads this form.
     *
     * @param zone the time zone of dates that name none
     * @param untilResponse whether the latency ends with the server's answer instead of with the client's last byte
     */
    public abstract LogFormat format(ZoneId zone, boolean untilResponse);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
