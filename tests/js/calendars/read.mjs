/* An independent reader: what ical.js makes of the calendar on standard input, as JSON. */
import process from "node:process";
import { text } from "node:stream/consumers";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(await text(process.stdin)));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

/** @param {any} time */
const moment = (time) => (time ? time.toJSDate().toISOString().replace(".000Z", "Z") : null);

const entries = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  const has = (/** @type {string} */ name) => component.hasProperty(name);
  return {
    uid: event.uid,
    title: event.summary,
    text: event.description,
    place: event.location,
    sequence: event.sequence,
    starts_at: moment(event.startDate),
    ends_at: has("dtend") ? moment(event.endDate) : null,
    stamp: moment(component.getFirstPropertyValue("dtstamp")),
    status: component.getFirstPropertyValue("status"),
    transparency: component.getFirstPropertyValue("transp"),
    url: component.getFirstPropertyValue("url"),
    geo: component.getFirstPropertyValue("geo"),
    related_to: component.getFirstPropertyValue("related-to"),
    alarms: component.getAllSubcomponents("valarm").length,
  };
});
process.stdout.write(JSON.stringify(entries));
