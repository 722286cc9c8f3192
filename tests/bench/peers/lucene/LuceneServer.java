import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.util.CharArraySet;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.suggest.InputIterator;
import org.apache.lucene.search.suggest.Lookup;
import org.apache.lucene.search.suggest.analyzing.AnalyzingInfixSuggester;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.QueryBuilder;
import org.apache.lucene.util.Version;

/**
 * Lucene behind the JDK's HTTP server, for the bench beside other engines: an index and an infix
 * suggester for each language. Says how many documents it holds while it builds both from files, then
 * "port N", and answers titles in lines.
 *
 * <p>java LuceneServer ROWS INDEX; ROWS holds de.tsv and en.tsv, "id, title, text" a line.
 */
public final class LuceneServer {
    private static final int HITS = 10;
    private static final AtomicInteger ADDED = new AtomicInteger();

    /** What answers in one language. */
    private static final class Side {
        private final QueryBuilder words;
        private IndexSearcher searcher;
        private final AnalyzingInfixSuggester suggester;

        Side(String lang, Path rows, Path index, int threads) throws Exception {
            Analyzer analyzer = lang.equals("de") ? new GermanAnalyzer() : new EnglishAnalyzer();
            words = new QueryBuilder(analyzer);
            List<String> lines =
                    Files.readAllLines(rows.resolve(lang + ".tsv"), StandardCharsets.UTF_8);
            FSDirectory directory = FSDirectory.open(index.resolve(lang).toFile());
            IndexWriterConfig config = new IndexWriterConfig(Version.LATEST, analyzer);
            config.setSimilarity(new BM25Similarity());
            config.setRAMBufferSizeMB(256);
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                addAll(writer, lines, threads);
            }
            searcher = new IndexSearcher(DirectoryReader.open(directory));
            searcher.setSimilarity(new BM25Similarity());
            suggester =
                    new AnalyzingInfixSuggester(
                            Version.LATEST,
                            FSDirectory.open(index.resolve(lang + "-titles").toFile()),
                            new StandardAnalyzer(CharArraySet.EMPTY_SET));
            suggester.build(new Titles(lines));
        }

        private static void addAll(IndexWriter writer, List<String> lines, int threads)
                throws Exception {
            ExecutorService workers = Executors.newFixedThreadPool(threads);
            List<Future<Void>> parts = new ArrayList<>();
            int part = (lines.size() + threads - 1) / threads;
            for (int from = 0; from < lines.size(); from += part) {
                List<String> own = lines.subList(from, Math.min(from + part, lines.size()));
                parts.add(
                        workers.submit(
                                () -> {
                                    for (String line : own) {
                                        writer.addDocument(document(line));
                                        if (ADDED.incrementAndGet() % 1000 == 0) {
                                            System.out.println(ADDED.get());
                                        }
                                    }
                                    return null;
                                }));
            }
            for (Future<Void> one : parts) {
                one.get();
            }
            workers.shutdown();
        }

        private static Document document(String line) {
            String[] columns = line.split("\t", 3);
            Document document = new Document();
            document.add(new StoredField("id", columns[0]));
            document.add(new TextField("title", columns[1], Field.Store.YES));
            document.add(new TextField("body", columns[2], Field.Store.YES));
            return document;
        }

        List<String> search(String text) throws IOException {
            BooleanQuery query = new BooleanQuery();
            for (String field : List.of("title", "body")) {
                Query any = words.createBooleanQuery(field, text, Occur.SHOULD);
                if (any == null) {
                    continue;
                }
                any.setBoost(field.equals("title") ? 3 : 1);
                query.add(any, Occur.SHOULD);
            }
            List<String> titles = new ArrayList<>();
            for (ScoreDoc hit : searcher.search(query, HITS).scoreDocs) {
                titles.add(searcher.doc(hit.doc, Set.of("id", "title")).get("title"));
            }
            return titles;
        }

        List<String> suggest(String text) throws IOException {
            List<String> titles = new ArrayList<>();
            for (Lookup.LookupResult one : suggester.lookup(text, HITS, true, false)) {
                titles.add(one.key.toString());
            }
            return titles;
        }
    }

    /** All titles once, short ones first. */
    private static final class Titles implements InputIterator {
        private final Iterator<String> titles;
        private long weight;

        Titles(List<String> lines) {
            Set<String> distinct = new HashSet<>();
            for (String line : lines) {
                distinct.add(line.split("\t", 3)[1]);
            }
            titles = distinct.iterator();
        }

        @Override
        public BytesRef next() {
            if (!titles.hasNext()) {
                return null;
            }
            String title = titles.next();
            weight = 1000 - title.length();
            return new BytesRef(title);
        }

        @Override
        public long weight() {
            return weight;
        }

        @Override
        public BytesRef payload() {
            return null;
        }

        @Override
        public boolean hasPayloads() {
            return false;
        }

        @Override
        public Set<BytesRef> contexts() {
            return null;
        }

        @Override
        public boolean hasContexts() {
            return false;
        }

        @Override
        public java.util.Comparator<BytesRef> getComparator() {
            return null;
        }
    }

    private static void answer(HttpExchange exchange, Map<String, Side> sides) throws IOException {
        Map<String, String> asked = new HashMap<>();
        for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
            int at = pair.indexOf('=');
            asked.put(
                    pair.substring(0, at),
                    URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
        }
        Side side = sides.get(asked.get("lang"));
        List<String> titles =
                exchange.getRequestURI().getPath().equals("/suggest")
                        ? side.suggest(asked.get("q"))
                        : side.search(asked.get("q"));
        StringBuilder lines = new StringBuilder();
        for (String title : titles) {
            lines.append(title).append('\n');
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public static void main(String[] args) throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        Map<String, Side> sides = new HashMap<>();
        for (String lang : List.of("de", "en")) {
            sides.put(lang, new Side(lang, Path.of(args[0]), Path.of(args[1]), threads));
        }
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newFixedThreadPool(256));
        server.createContext("/", exchange -> answer(exchange, sides));
        server.start();
        System.out.println("port " + server.getAddress().getPort());
    }

    private LuceneServer() {}
}
