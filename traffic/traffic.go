// Package traffic decides how many requests are worked on at once and how much
// memory their answers take until clients have read them. It also keeps slow or
// absent clients from holding up others, or the end of the server.
package traffic
