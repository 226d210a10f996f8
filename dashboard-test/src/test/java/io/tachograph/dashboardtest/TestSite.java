package io.tachograph.dashboardtest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A small dashboard with all that a tool meets. */
public final class TestSite implements AutoCloseable {
    private static final String PAGE = """
            <!doctype html><html lang="en"><head><title>Fleet</title><link rel="icon" href="data:,"></head><body>
            <nav><a href="/other" target="_blank">Other page</a> <a href="http://127.0.0.2:1/away">Away</a></nav>
            <h2>Models</h2>
            <button onclick="document.querySelector('#said').textContent = 'pressed'">Press me</button>
            <button aria-label="Covered" style="position:absolute;left:600px;top:20px">x</button>
            <div style="position:absolute;left:580px;top:0;width:200px;height:100px;background:#eee">a lid</div>
            <button>Twice</button><button>Twice</button>
            <label>Name <input id="name" value="before" onchange="document.querySelector('#said').textContent = 'name ' + this.value"></label>
            <label>Day <input type="date" id="day" onchange="document.querySelector('#said').textContent = 'day ' + this.value"></label>
            <label>Size <select onchange="document.querySelector('#said').textContent = 'size ' + this.value"><option>small</option><option>large</option></select></label>
            <p id="said">nothing</p>
            <section aria-label="Ranking"><h2>Ranking</h2><table><tr><th>Model</th><th>TTFT</th></tr><tr><td>atlas</td><td>56 ms</td></tr></table></section>
            <div role="grid" aria-label="Grid"><div role="row"><span role="columnheader">a</span></div><div role="row"><span role="gridcell">1</span></div></div>
            <div id="plot" style="width:400px;height:100px;background:#cde"></div>
            <script>
            let down; const plot = document.querySelector('#plot');
            plot.onmousedown = e => { down = e.clientX - plot.getBoundingClientRect().left; };
            plot.onmouseup = e => { document.querySelector('#said').textContent = 'range ' + Math.round(down) + ' to ' + Math.round(e.clientX - plot.getBoundingClientRect().left); };
            setTimeout(() => document.querySelector('nav').append('arrived late'), 300);
            </script></body></html>""";

    private final HttpServer server;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> keysSeen = new CopyOnWriteArrayList<>();

    public TestSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "test-site");
            thread.setDaemon(true);
            return thread;
        }));
        page("/", PAGE);
        page("/other", "<title>Other</title><p>" + "many words ".repeat(3_000) + "</p>");
        page("/loud", "<title>Loud</title><script>console.error('it broke', 7); alert('hello'); null.x;</script>");
        server.createContext("/missing", exchange -> send(exchange, 404, "<title>None</title>none"));
        server.createContext("/never", exchange -> await());
        server.start();
    }

    private void page(String path, String html) {
        server.createContext(path, exchange -> {
            keysSeen.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-API-Key")));
            send(exchange, 200, html);
        });
    }

    private static void send(HttpExchange exchange, int status, String html) throws IOException {
        try (exchange) {
            byte[] body = html.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The header of each request for a page. */
    public List<String> keysSeen() {
        return List.copyOf(keysSeen);
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }
}
