-- A ticket is looked up by its number alone: an organizer's request does not say whose event it is.
create index attendees_by_ticket on attendees (ticket_no);
