using DigitClassifier;

try
{
    return CommandLine.Run(args, Run);
}
catch (InputException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

static void Run(Options options)
{
    Random random = new(options.Seed);
    DigitData data = DigitData.Load(options.DataPath, random);
    Trainer trainer = new(options, data, random);
    Report report = new(options, data);
    report.Training(trainer);
    report.Result(trainer);
}
