package db

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"time"

	"entgo.io/ent/dialect"
	"github.com/lib/pq"
)

// connectTimeout is how long a PostgreSQL server has to take a connection.
const connectTimeout = 5 * time.Second

// openPostgres opens three pools: for loaders, whose statements have no timeout,
// for readers, and for pings and polls.
func openPostgres(config Config) (*Database, error) {
	primary, err := postgresURL(config.URL, 0)
	if err != nil {
		return nil, err
	}
	readers, err := postgresURL(cmp.Or(config.ReadURL, config.URL), config.StatementTimeout)
	if err != nil {
		return nil, err
	}
	database := &Database{Dialect: dialect.Postgres, Schema: cmp.Or(config.Schema, DefaultSchema), spaces: map[int]*Space{}}
	if config.NoticeURL != NoNotices {
		database.noticeURL, err = postgresURL(cmp.Or(config.NoticeURL, config.URL), 0)
		if err != nil {
			return nil, err
		}
	}
	if database.SQL, err = openPool(primary, config, nil); err != nil {
		return nil, err
	}
	probes := Config{MaxOpen: maxProbes, MaxLifetime: config.MaxLifetime}
	database.dropIdle = func() { // when one connection is dead, the idle ones may be too
		dropIdle(database.Reads, config)
		dropIdle(database.probes, probes)
	}
	if database.probes, err = openPool(readers, probes, &timeoutDialer{timeout: probeTimeout, onTimeout: database.setUnresponsive}); err != nil {
		return nil, errors.Join(err, database.SQL.Close())
	}
	dialer := &timeoutDialer{answers: database.answers}
	if config.StatementTimeout > 0 {
		dialer.timeout = config.StatementTimeout + time.Second
	}
	if database.Reads, err = openPool(readers, config, dialer); err != nil {
		return nil, errors.Join(err, database.SQL.Close(), database.probes.Close())
	}
	return database, nil
}

// postgresURL adds the parameters that a URL leaves out.
func postgresURL(text string, statementTimeout time.Duration) (string, error) {
	parsed, err := url.Parse(text)
	if err != nil {
		return "", errors.New("the database URL is not a well-formed URL")
	}
	query := parsed.Query()
	if !query.Has("sslmode") && os.Getenv("PGSSLMODE") == "" {
		query.Set("sslmode", "prefer") // as every libpq client does
	}
	if !query.Has("connect_timeout") {
		query.Set("connect_timeout", strconv.Itoa(int(connectTimeout.Seconds())))
	}
	if statementTimeout > 0 {
		query.Set("statement_timeout", strconv.FormatInt(statementTimeout.Milliseconds(), 10))
	}
	parsed.RawQuery = query.Encode()
	return parsed.String(), nil
}

func openPool(url string, config Config, dialer *timeoutDialer) (*sql.DB, error) {
	connector, err := pq.NewConnector(url)
	if err != nil {
		return nil, fmt.Errorf("open PostgreSQL: %w", err)
	}
	if dialer != nil {
		connector.Dialer(dialer)
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(cmp.Or(config.MaxOpen, DefaultMaxOpen))
	db.SetMaxIdleConns(config.maxIdle())
	db.SetConnMaxLifetime(config.MaxLifetime)
	return db, nil
}

func (c Config) maxIdle() int { return cmp.Or(c.MaxIdle, c.MaxOpen, DefaultMaxOpen) }

// dropIdle closes the idle connections of a pool.
func dropIdle(db *sql.DB, config Config) {
	db.SetMaxIdleConns(0)
	db.SetMaxIdleConns(config.maxIdle())
}

// timeoutDialer makes connections that give up when the server does not answer
// within the timeout, or before that when it does not answer pings either. The
// driver itself waits for an answer even after a request has ended: for ever, if
// the server vanished without closing the connection.
type timeoutDialer struct {
	net.Dialer
	timeout   time.Duration              // none when 0
	answers   func(since time.Time) bool // asked every probeTimeout while a connection waits; may be nil
	onTimeout func()                     // called when the server did not answer; may be nil
}

func (d *timeoutDialer) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

func (d *timeoutDialer) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return d.DialContext(ctx, network, address)
}

func (d *timeoutDialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := d.Dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return timeoutConn{conn, d}, nil
}

type timeoutConn struct {
	net.Conn
	dialer *timeoutDialer
}

// Read waits for the server in steps of probeTimeout.
func (c timeoutConn) Read(into []byte) (int, error) {
	began := time.Now()
	for {
		step, last := c.dialer.nextStep(time.Since(began))
		if err := c.SetReadDeadline(time.Now().Add(step)); err != nil {
			return 0, err
		}
		n, err := c.Conn.Read(into)
		if n > 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
			return n, err
		}
		if last || !c.dialer.answers(began) {
			c.dialer.timedOut()
			// An error that makes the driver close the connection.
			return n, &net.OpError{Op: "read", Net: "tcp", Addr: c.RemoteAddr(), Err: ErrUnresponsive}
		}
	}
}

func (d *timeoutDialer) timedOut() {
	if d.onTimeout != nil {
		d.onTimeout()
	}
}

// nextStep is how long to wait next, after a connection has waited for some time.
func (d *timeoutDialer) nextStep(waited time.Duration) (step time.Duration, last bool) {
	left := d.timeout - waited
	if d.answers == nil || d.timeout > 0 && left <= probeTimeout {
		return max(left, 0), true
	}
	return probeTimeout, false
}
